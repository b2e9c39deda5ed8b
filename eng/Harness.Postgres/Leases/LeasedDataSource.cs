using Matrix.Harness.Leases;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>Makes the connections to one database.</summary>
internal sealed class LeasedDataSource : IAsyncDisposable
{
    // The held session is reset when its lease ends, the others, as everywhere, when they are used again.
    private readonly NpgsqlDataSource held, further;
    private volatile bool mayOpenHeld;
    private volatile string? ended;

    public LeasedDataSource(NpgsqlConnectionStringBuilder administrator, string database, string session)
    {
        Database = database;
        var address = new NpgsqlConnectionStringBuilder(administrator.ConnectionString)
        {
            Database = database,
            ApplicationName = session,
            Pooling = true,
            MinPoolSize = 0,
            MaxAutoPrepare = 0,
            IncludeErrorDetail = true,
        };
        ConnectionString = address.ConnectionString;
        further = Build(address, () => Owner?.NoteOpening());
        address.NoResetOnClose = true;
        held = Build(address, NoteHeld);
    }

    public string Database { get; }

    /// <summary>Holds the password.</summary>
    public string ConnectionString { get; }

    /// <summary>Whoever is told of what the connections do.</summary>
    public PostgresDatabase? Owner { get; set; }

    /// <summary>Opens a connection that uses the held session.</summary>
    /// <param name="after">The test that had it before.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public async ValueTask<NpgsqlConnection> OpenHeldAsync(string? after, CancellationToken cancellationToken)
    {
        (ended, mayOpenHeld) = (after, true);
        var connection = held.CreateConnection();
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        mayOpenHeld = false;
        return connection;
    }

    /// <summary>Makes a further connection.</summary>
    public NpgsqlConnection CreateFurther() => further.CreateConnection();

    /// <summary>Closes the held session as soon as it is given back.</summary>
    public void ClearHeld() => held.Clear();

    /// <summary>Closes the further sessions that are not in use, and the others as soon as they are given back.</summary>
    public void ClearFurther() => further.Clear();

    public async ValueTask DisposeAsync()
    {
        await held.DisposeAsync().ConfigureAwait(false);
        await further.DisposeAsync().ConfigureAwait(false);
    }

    private NpgsqlDataSource Build(NpgsqlConnectionStringBuilder address, Action opening)
    {
        var builder = new NpgsqlDataSourceBuilder(address.ConnectionString);
        StatementTap.Attach(builder, () => Owner);
        builder.UseLoggerFactory(new TransactionLog(() => Owner));
        builder.UsePhysicalConnectionInitializer(_ => opening(), _ =>
        {
            opening();
            return Task.CompletedTask;
        });
        return builder.Build();
    }

    // A test that closes its connection and opens it again finds the session where it was. A new one is opened only by a connection that was kept.
    private void NoteHeld()
    {
        if (!mayOpenHeld)
            throw new LeaseLeakException(LeaseFaults.UsedAfterEnd(ended ?? "A test"));
    }
}
