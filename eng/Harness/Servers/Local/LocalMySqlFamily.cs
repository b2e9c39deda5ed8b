using System.Data.Common;

namespace Matrix.Harness.Servers.Local;

/// <summary>What MySQL's and MariaDB's programs have in common.</summary>
internal abstract class LocalMySqlFamily : LocalEngine
{
    private const string AccessFile = "access.sql";

    // Its data is thrown away, and a proper end takes a second.
    public override string EndSignal => "KILL";

    // On the socket MySqlConnector would encrypt the password, and MySQL would take it as it comes: there the account has none.
    public override async Task AdmitAsync(WorkFolder folder, string program, LocalAddress address, ServerAccount account, CancellationToken cancellationToken)
    {
        if (address.Port is null)
            return;
        // Without a lookup of names 127.0.0.1 is not localhost. Each statement stands on a line of its own: the server reads them so.
        var sql =
            $"""
            ALTER USER 'root'@'localhost' IDENTIFIED BY '{address.Password}';
            CREATE USER IF NOT EXISTS 'root'@'127.0.0.1';
            ALTER USER 'root'@'127.0.0.1' IDENTIFIED BY '{address.Password}';
            GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;

            """;
        await folder.WriteAsync(AccessFile, sql, account, cancellationToken).ConfigureAwait(false);
    }

    public override IEnumerable<string> Arguments(WorkFolder folder, LocalAddress address) =>
    [
        "--no-defaults", $"--datadir={folder.Data}", $"--socket={SocketIn(folder)}", $"--pid-file={folder.File("pid")}",
        .. address.Port is { } port ? (string[])["--bind-address=127.0.0.1", $"--port={port}", $"--init-file={folder.File(AccessFile)}"] : ["--skip-networking"],
    ];

    public override bool IsListening(WorkFolder folder) => File.Exists(SocketIn(folder));

    public override string ConnectionString(WorkFolder folder, LocalAddress address)
    {
        if (address.Port is { } port)
            return Recipe.ConnectionString("127.0.0.1", port, address.Password);
        var builder = new DbConnectionStringBuilder { ConnectionString = Recipe.ConnectionString(SocketIn(folder), Recipe.Port, address.Password) };
        builder["ConnectionProtocol"] = "Unix";
        return builder.ConnectionString;
    }

    private static string SocketIn(WorkFolder folder) => folder.File("socket");
}
