using Matrix.Harness.Servers.Recipes;

namespace Matrix.Harness.Servers.Local;

internal sealed class LocalPostgres : LocalEngine
{
    public override ServerRecipe Recipe { get; } = new PostgresRecipe();

    public override string Program => "postgres";

    public override string Initialiser => "initdb";

    // "Immediate shutdown": killed outright, it would leave segments of shared memory.
    public override string EndSignal => "QUIT";

    public override async Task InitialiseAsync(WorkFolder folder, string initialiser, ServerAccount account, CancellationToken cancellationToken)
    {
        // Nobody learns this one: each start on loopback sets its own, and the socket asks for none.
        var password = await folder.WriteAsync("password", LocalAddress.NewPassword(), account, cancellationToken).ConfigureAwait(false);
        string[] arguments = [$"--pgdata={folder.Data}", $"--pwfile={password}", .. Recipe.InitialiseArguments, "--auth-local=trust"];
        await Command.MustAsync(account.Run([initialiser, .. arguments]), "", cancellationToken).ConfigureAwait(false);
        File.Delete(password);
    }

    public override async Task AdmitAsync(WorkFolder folder, string program, LocalAddress address, ServerAccount account, CancellationToken cancellationToken)
    {
        if (address.Port is null)
            return;
        string[] arguments = ["--single", "-D", folder.Data, "-c", "fsync=off", "postgres"];
        await Command.MustAsync(account.Run([program, .. arguments]), $"ALTER ROLE postgres PASSWORD '{address.Password}'\n", cancellationToken).ConfigureAwait(false);
    }

    public override IEnumerable<string> Arguments(WorkFolder folder, LocalAddress address) => address.Port is { } port
        ? ["-D", folder.Data, "--listen_addresses=127.0.0.1", $"--port={port}", "--unix_socket_directories="]
        : ["-D", folder.Data, "--listen_addresses=", $"--unix_socket_directories={folder.Path}"];

    // Its socket is there while it still starts, and refuses whoever asks: it says in this file when it no longer does, as pg_ctl knows.
    public override bool IsListening(WorkFolder folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder.Data, "postmaster.pid")).TrimEnd().EndsWith("ready", StringComparison.Ordinal);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    public override string ConnectionString(WorkFolder folder, LocalAddress address) => address.Port is { } port
        ? Recipe.ConnectionString("127.0.0.1", port, address.Password)
        : Recipe.ConnectionString(folder.Path, Recipe.Port, address.Password);
}
