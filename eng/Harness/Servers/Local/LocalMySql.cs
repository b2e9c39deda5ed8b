using Matrix.Harness.Servers.Recipes;

namespace Matrix.Harness.Servers.Local;

internal sealed class LocalMySql : LocalMySqlFamily
{
    public override ServerRecipe Recipe { get; } = new MySqlRecipe();

    public override string Program => "mysqld";

    public override string Initialiser => "mysqld";

    public override async Task InitialiseAsync(WorkFolder folder, string initialiser, ServerAccount account, CancellationToken cancellationToken)
    {
        await Command.MustAsync(account.Run([initialiser, .. Recipe.InitialiseArguments, $"--datadir={folder.Data}"]), "", cancellationToken).ConfigureAwait(false);
        // A server's own identity: each copy makes one for itself.
        File.Delete(Path.Combine(folder.Data, "auto.cnf"));
    }
}
