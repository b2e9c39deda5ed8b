using System.Data;
using Matrix.Harness.Leases;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Matrix.Harness.Sqlite.Leases;

/// <summary>A connection that enforces foreign keys, says what it sends, and cannot outlive its lease.</summary>
internal sealed class LeasedConnection : SqliteConnection
{
    private readonly OpenDatabase database;

    public LeasedConnection(OpenDatabase database, Func<StatementLog> log)
        : base(database.Address.ConnectionString)
    {
        this.database = database;
        Watch = new StatementWatch(log);
    }

    public StatementWatch Watch { get; }

    /// <summary>Whether a transaction is open, the test's own included.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    public override void Open()
    {
        if (State == ConnectionState.Open)
            return;
        base.Open();
        try
        {
            // Before any statement is prepared, so that those left running can be found.
            Handle!.enable_sqlite3_next_stmt(true);
            if (database.Preparation is { } preparation)
                SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, preparation), Handle);
            RequireForeignKeys();
            database.Opened(this);
            raw.sqlite3_trace(Handle, Trace, null);
        }
        catch
        {
            base.Close();
            throw;
        }
    }

    public override void Close()
    {
        if (State != ConnectionState.Open)
            return;
        database.Closing(this);
        Watch.Closing();
        base.Close();
    }

    /// <summary>Ends the statement that runs, from whatever thread.</summary>
    public void Interrupt()
    {
        if (Handle is { } handle)
            raw.sqlite3_interrupt(handle);
    }

    /// <summary>Whether a reader or a statement was left open.</summary>
    public bool HasRunningStatement()
    {
        for (var statement = raw.sqlite3_next_stmt(Handle, null); statement is not null; statement = raw.sqlite3_next_stmt(Handle, statement))
        {
            if (raw.sqlite3_stmt_busy(statement) != 0)
                return true;
        }

        return false;
    }

    private void Trace(object _, string sql)
    {
        // A test that was given up may begin another statement between our interrupting it and closing.
        if (database.IsClosed)
            Interrupt();
        else
            Watch.Sent(sql, InTransaction);
    }

    private void RequireForeignKeys()
    {
        using var command = CreateCommand();
        command.CommandText = "PRAGMA foreign_keys";
        if (command.ExecuteScalar() is not 1L)
        {
            throw new MatrixException(
                $"Foreign keys are not enforced on a connection to the SQLite database {database.Address.Name}, so tests would pass that fail elsewhere. "
                + "Leave Foreign Keys out of the connection string, and use a build of SQLite without SQLITE_OMIT_FOREIGN_KEY.");
        }
    }
}
