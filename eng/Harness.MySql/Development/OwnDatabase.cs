using System.Data.Common;
using System.Globalization;
using Matrix.Harness.Development;
using Matrix.Harness.MySql.Schema;
using Matrix.Harness.Servers;
using MySqlConnector;

namespace Matrix.Harness.MySql.Development;

/// <summary>Somebody's database on a server of MySQL or MariaDB.</summary>
internal sealed class OwnDatabase : DevelopmentDatabase
{
    private const string RelationRows =
        "select table_name, table_type from information_schema.tables where table_schema = database() and table_type <> 'SEQUENCE' order by table_name";

    // What must be dropped, and as what.
    private const string ObjectRows =
        """
        select case when table_type like '%VIEW' then 'view' when table_type = 'SEQUENCE' then 'sequence' else 'table' end, table_name from information_schema.tables where table_schema = database()
        union all select lower(routine_type), routine_name from information_schema.routines where routine_schema = database()
        union all select 'event', event_name from information_schema.events where event_schema = database()
        """;

    private readonly MySqlConnection connection;

    private OwnDatabase(MySqlConnection connection, EngineIdentity engine, string description)
    {
        this.connection = connection;
        Engine = engine;
        Description = description;
    }

    public override EngineIdentity Engine { get; }

    public override string Description { get; }

    public override DbConnection Connection => connection;

    public static async Task<OwnDatabase> OpenAsync(string address, CancellationToken cancellationToken)
    {
        var settings = new MySqlConnectionStringBuilder(ServerAddress.Parse(address, "mysql", "The address"))
        {
            Pooling = false,
            // Pomelo asks for these two.
            AllowUserVariables = true,
            UseAffectedRows = false,
        };
        if (settings.Database.Length == 0)
            throw new MatrixException($"The address names no database on {ServerAddress.Describe(settings.ConnectionString)}. Add one, as in mysql://me@localhost:3306/shop_dev.");
        try
        {
            var connection = await ConnectAsync(settings, cancellationToken).ConfigureAwait(false);
            return new(connection, await MySqlDriver.IdentifyAsync(connection, cancellationToken).ConfigureAwait(false),
                $"database {settings.Database} on {ServerAddress.Describe(settings.ConnectionString)}");
        }
        catch (MySqlException e)
        {
            throw new ServerUnavailableException($"The database {settings.Database} on {ServerAddress.Describe(settings.ConnectionString)} cannot be opened: {e.Message} Start that server, or mend the address.", e);
        }
    }

    public override async Task<IReadOnlyList<Relation>> ReadAsync(CancellationToken cancellationToken)
    {
        var relations = new List<Relation>();
        foreach (var row in await connection.RowsAsync(RelationRows, cancellationToken).ConfigureAwait(false))
            relations.Add(new(row[0], row[1] == "BASE TABLE" ? await RowsOfAsync(row[0], cancellationToken).ConfigureAwait(false) : null));
        return relations;
    }

    public override async Task ClearAsync(CancellationToken cancellationToken)
    {
        var drops = (await connection.RowsAsync(ObjectRows, cancellationToken).ConfigureAwait(false)).Select(row => $"drop {row[0]} if exists {SchemaReader.Quote(row[1])}");
        await connection.SendAsync(string.Join(";\n", ["set foreign_key_checks = 0", .. drops, "set foreign_key_checks = 1"]), cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<long> RowsOfAsync(string table, CancellationToken cancellationToken) =>
        long.Parse((await connection.ColumnAsync($"select count(*) from {SchemaReader.Quote(table)}", cancellationToken).ConfigureAwait(false))[0], CultureInfo.InvariantCulture);

    private static async Task<MySqlConnection> ConnectAsync(MySqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        var connection = new MySqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.UnknownDatabase)
        {
            await CreateAsync(settings, cancellationToken).ConfigureAwait(false);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        return connection;
    }

    private static async Task CreateAsync(MySqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        await using var maintenance = new MySqlConnection(new MySqlConnectionStringBuilder(settings.ConnectionString) { Database = "" }.ConnectionString);
        await maintenance.OpenAsync(cancellationToken).ConfigureAwait(false);
        await maintenance.SendAsync($"create database {SchemaReader.Quote(settings.Database)}", cancellationToken).ConfigureAwait(false);
    }
}
