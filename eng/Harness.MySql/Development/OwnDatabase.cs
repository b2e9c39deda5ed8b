using Matrix.Harness.Development;
using Matrix.Harness.MySql.Schema;
using Matrix.Harness.Servers;
using MySqlConnector;

namespace Matrix.Harness.MySql.Development;

/// <summary>Somebody's database on a server of MySQL or MariaDB.</summary>
internal sealed class OwnDatabase : ServedDevelopmentDatabase
{
    private OwnDatabase(MySqlConnection connection, EngineIdentity engine, string description) : base(connection, engine, description) { }

    // A trigger goes with its table.
    protected override string ObjectRows =>
        """
        select kind, name, concat('`', replace(name, '`', '``'), '`') from (
          select case when table_type like '%VIEW' then 'view' when table_type = 'SEQUENCE' then 'sequence' else 'table' end as kind, table_name as name
          from information_schema.tables where table_schema = database()
          union all select lower(routine_type), routine_name from information_schema.routines where routine_schema = database()
          union all select 'event', event_name from information_schema.events where event_schema = database()
        ) objects order by name
        """;

    protected override string DropSql(IEnumerable<(string Kind, string Spelled)> objects) =>
        string.Join(";\n", ["set foreign_key_checks = 0", .. objects.Select(o => $"drop {o.Kind} if exists {o.Spelled}"), "set foreign_key_checks = 1"]);

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

    private static async Task CreateAsync(MySqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        await using var maintenance = new MySqlConnection(new MySqlConnectionStringBuilder(settings.ConnectionString) { Database = "" }.ConnectionString);
        await maintenance.OpenAsync(cancellationToken).ConfigureAwait(false);
        await maintenance.SendAsync($"create database {SchemaReader.Quote(settings.Database)}", cancellationToken).ConfigureAwait(false);
    }
}
