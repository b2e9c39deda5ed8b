using Matrix.Harness.Servers.Recipes;

namespace Matrix.Harness.Servers.Local;

internal sealed class LocalMariaDb : LocalMySqlFamily
{
    public override ServerRecipe Recipe { get; } = new MariaDbRecipe();

    public override string Program => "mariadbd";

    // On Windows its installer takes other options; MariaDB is had from a container there.
    public override string Initialiser => "mariadb-install-db";

    public override Task InitialiseAsync(WorkFolder folder, string initialiser, ServerAccount account, CancellationToken cancellationToken) =>
        Command.MustAsync(account.Run([initialiser, .. Recipe.InitialiseArguments, $"--datadir={folder.Data}", $"--tmpdir={folder.Path}"]), "", cancellationToken);
}
