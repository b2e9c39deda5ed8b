using System.Data.Common;

namespace Matrix.Harness.Leases;

/// <summary>The database that one test has to itself until it ends. The harness makes the lease and ends it.</summary>
/// <remarks>Afterwards every member throws <see cref="LeaseLeakException"/> with the test's name: the database may be another test's by then.</remarks>
public sealed class DatabaseLease
{
    private readonly LeasableDatabase database;
    private int ended;

    internal DatabaseLease(LeasableDatabase database, EngineIdentity engine, Isolation isolation, DbTransaction? transaction)
    {
        this.database = database;
        Engine = engine;
        Isolation = isolation;
        Transaction = transaction;
        Statements = database.Statements;
        Holder = database.Holder;
        DataSource = new LeaseDataSource(this);
    }

    /// <summary>The engine and version that the test runs on.</summary>
    public EngineIdentity Engine { get; }

    /// <summary>How this test is kept apart from the others.</summary>
    public Isolation Isolation { get; }

    /// <summary>The lease's open connection. The harness disposes it.</summary>
    public DbConnection Connection => Database.Connection;

    /// <summary>The transaction that is rolled back at the test's end; <see langword="null"/> on a database of the test's own.</summary>
    public DbTransaction? Transaction { get; }

    /// <summary>Opens further connections to the same database, which whoever asked for them disposes.</summary>
    /// <remarks>Only on a database of the test's own: another connection cannot see a transaction that is rolled back.</remarks>
    public DbDataSource DataSource { get; }

    /// <summary>The statements sent so far. They may be read after the lease's end.</summary>
    public StatementLog Statements { get; }

    internal LeasableDatabase Database => ended == 0
        ? database
        : throw new LeaseLeakException(LeaseFaults.UsedAfterEnd(Holder.Test));

    internal TimeSpan Cost { get; init; }

    /// <summary>Makes a command on the lease's connection, in its transaction. The caller disposes it.</summary>
    public DbCommand CreateCommand(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        return command;
    }

    internal LeaseHolder Holder { get; }

    /// <exception cref="InvalidOperationException">It was ended before: its database is no longer this lease's to give back.</exception>
    internal UsedDatabase End()
    {
        if (Interlocked.Exchange(ref ended, 1) != 0)
            throw new InvalidOperationException($"This lease on {Engine} was ended before. End each lease once.");
        Holder.End();
        return new(database);
    }
}
