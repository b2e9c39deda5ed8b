using System.Data;
using Matrix.Harness.Leases;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Matrix.Harness.Sqlite.Leases;

/// <summary>A connection of one lease. It enforces foreign keys, says what it sends, and is of no use after its lease.</summary>
internal sealed class LeasedConnection : SqliteConnection
{
    // Action codes of the authorizer: https://www.sqlite.org/c3ref/c_alter_table.html
    private const int Pragma = 19, Attach = 24, Detach = 25;

    private readonly OpenDatabase database;

    /// <param name="database">The database.</param>
    /// <param name="connectionString">How to open it.</param>
    /// <param name="holder">The test that has it.</param>
    /// <param name="log">Where its statements are noted.</param>
    public LeasedConnection(OpenDatabase database, string connectionString, LeaseHolder holder, Func<StatementLog> log)
        : base(connectionString)
    {
        this.database = database;
        Holder = holder;
        Watch = new StatementWatch(log);
    }

    /// <summary>The test that has it.</summary>
    public LeaseHolder Holder { get; set; }

    public StatementWatch Watch { get; }

    /// <summary>Whether a transaction is open, the test's own included.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    public override SqliteCommand CreateCommand() => new LeasedCommand(database.Running) { Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction };

    public override void Open()
    {
        if (State == ConnectionState.Open)
            return;
        Holder.ThrowIfEnded();
        base.Open();
        try
        {
            if (database.IsNew(Handle!))
                Prepare();
            database.Opened(this);
            raw.sqlite3_trace(Handle, Trace, null);
            raw.sqlite3_set_authorizer(Handle, Authorize, null);
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
        // The native connection may go to another object.
        raw.sqlite3_trace(Handle, (strdelegate_trace?)null, null);
        raw.sqlite3_set_authorizer(Handle, (strdelegate_authorizer?)null, null);
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

    private void Prepare()
    {
        // Before any statement is prepared, so that those left running can be found.
        Handle!.enable_sqlite3_next_stmt(true);
        if (database.Preparation is { } preparation)
            SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, preparation), Handle);
        RequireForeignKeys();
    }

    private void Trace(object _, string sql)
    {
        // A test that was given up may begin another statement between our interrupting it and closing.
        if (database.IsClosed)
            Interrupt();
        else
            Watch.Sent(sql, InTransaction);
    }

    // SQLite itself says what a statement does as it is prepared, however it is written.
    private int Authorize(object _, int action, utf8z first, utf8z second, utf8z schema, utf8z trigger)
    {
        if (action is Attach or Detach || action == Pragma && second.utf8_to_string() is not null)
            Watch.NoteConnectionChange();
        return raw.SQLITE_OK;
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
