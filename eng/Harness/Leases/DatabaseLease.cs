using System.Data.Common;

namespace Matrix.Harness.Leases;

/// <summary>The database that one test has for its own, until it ends. The harness makes it and ends it.</summary>
public sealed class DatabaseLease
{
    internal DatabaseLease(LeasableDatabase database, EngineIdentity engine, Isolation isolation, DbTransaction? transaction)
    {
        Database = database;
        Engine = engine;
        Isolation = isolation;
        Transaction = transaction;
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

    /// <summary>The statements sent so far.</summary>
    public StatementLog Statements => Database.Statements;

    internal LeasableDatabase Database { get; }

    internal TimeSpan Cost { get; init; }

    /// <summary>Makes a command on the lease's connection, in its transaction. The caller disposes it.</summary>
    public DbCommand CreateCommand(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        return command;
    }
}
