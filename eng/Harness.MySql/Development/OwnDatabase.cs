using Matrix.Harness.Development;
using Matrix.Harness.MySql.Schema;
using Matrix.Harness.Servers;
using MySqlConnector;

namespace Matrix.Harness.MySql.Development;

/// <summary>Somebody's database on a server of MySQL or MariaDB.</summary>
internal sealed class OwnDatabase : ServedDevelopmentDatabase
{
    // What must be dropped, and as what.
    private const string ObjectRows =
        """
        select case when table_type like '%VIEW' then 'view' when table_type = 'SEQUENCE' then 'sequence' else 'table' end, table_name from information_schema.tables where table_schema = database()
        union all select lower(routine_type), routine_name from information_schema.routines where routine_schema = database()
        union all select 'event', event_name from information_schema.events where event_schema = database()
        """;

    private readonly MySqlConnection connection;

    private OwnDatabase(MySqlConnection connection, EngineIdentity engine, string description) : base(connection, engine, description) => this.connection = connection;

    protected override string RelationRows =>
        """
        select table_name, concat('`', replace(table_name, '`', '``'), '`'), case when table_type like '%VIEW' then 'view' else 'table' end
        from information_schema.tables where table_schema = database() and table_type <> 'SEQUENCE' order by table_name
        """;

    public static async Task<OwnDatabase> OpenAsync(string address, CancellationToken cancellationToken)
    {
        var settings = new MySqlConnectionStringBuilder(ServerAddress.Parse(address, "mysql", "The address"))
        {
            Pooling = false,
            // Pomelo asks for these two.
            AllowUserVariables = true,
            UseAffectedRows = false,
        };
        var server = ServerAddress.Describe(settings.ConnectionString);
        if (settings.Database.Length == 0)
            throw new MatrixException($"The address names no database on {server}. Add one, as in mysql://me@localhost:3306/shop_dev.");
        var (connection, description) = (new MySqlConnection(settings.ConnectionString), $"database {settings.Database} on {server}");
        try
        {
            await OpenAsync(connection, description, e => e is MySqlException { ErrorCode: MySqlErrorCode.UnknownDatabase }, token => CreateAsync(settings, token), cancellationToken).ConfigureAwait(false);
            return new(connection, await MySqlDriver.IdentifyAsync(connection, cancellationToken).ConfigureAwait(false), description);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async Task ClearAsync(CancellationToken cancellationToken)
    {
        var drops = (await connection.RowsAsync(ObjectRows, cancellationToken).ConfigureAwait(false)).Select(row => $"drop {row[0]} if exists {SchemaReader.Quote(row[1])}");
        await connection.SendAsync(string.Join(";\n", ["set foreign_key_checks = 0", .. drops, "set foreign_key_checks = 1"]), cancellationToken).ConfigureAwait(false);
    }

    private static async Task CreateAsync(MySqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        await using var maintenance = new MySqlConnection(new MySqlConnectionStringBuilder(settings.ConnectionString) { Database = "" }.ConnectionString);
        await maintenance.OpenAsync(cancellationToken).ConfigureAwait(false);
        await maintenance.SendAsync($"create database {SchemaReader.Quote(settings.Database)}", cancellationToken).ConfigureAwait(false);
    }
}
