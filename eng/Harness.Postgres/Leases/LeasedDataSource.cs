using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>Makes the connections to one database, and knows of every one that was made.</summary>
internal sealed class LeasedDataSource : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;

    public LeasedDataSource(NpgsqlConnectionStringBuilder administrator, string database, string session)
    {
        Database = database;
        var builder = new NpgsqlDataSourceBuilder(administrator.ConnectionString);
        var address = builder.ConnectionStringBuilder;
        address.Database = database;
        address.ApplicationName = session;
        address.Pooling = true;
        address.MinPoolSize = 0;
        address.MaxAutoPrepare = 0;
        address.IncludeErrorDetail = true;
        ConnectionString = address.ConnectionString;
        StatementTap.Attach(builder, () => Owner);
        builder.UseLoggerFactory(new TransactionLog(() => Owner));
        builder.UsePhysicalConnectionInitializer(connection => Owner?.NoteOpening(), connection =>
        {
            Owner?.NoteOpening();
            return Task.CompletedTask;
        });
        source = builder.Build();
    }

    public string Database { get; }

    /// <summary>Holds the password.</summary>
    public string ConnectionString { get; }

    /// <summary>Whoever is told of what the connections do.</summary>
    public PostgresDatabase? Owner { get; set; }

    public NpgsqlConnection CreateConnection() => source.CreateConnection();

    /// <summary>Closes the connections that are not in use, and the others as soon as they are given back.</summary>
    public void Clear() => source.Clear();

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
