using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using Matrix.Harness.Leases;
using Matrix.Harness.Sqlite.Leases;
using Matrix.Harness.Sqlite.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Matrix.Harness.Sqlite;

/// <summary>A place in the pool: a copy of the template, and another after it when it can no longer be trusted.</summary>
/// <remarks>A new copy costs hardly more than overwriting the old one, and nothing that a test left open can reach it.</remarks>
internal sealed class SqliteDatabase : LeasableDatabase
{
    // Nobody can guess the name, so nobody can put another in its place.
    private readonly string savepoint = $"matrix_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
    private readonly DatabaseStore store;
    private readonly DatabaseTemplate template;
    private OpenDatabase current;
    private DataVersion version;

    public SqliteDatabase(DatabaseStore store, DatabaseTemplate template)
    {
        this.store = store;
        this.template = template;
        (current, version) = Copy();
    }

    public override string Name => current.Address.Name;

    public override DbConnection Connection => current.Primary;

    public override string ConnectionString => current.Address.ConnectionString;

    /// <summary>Whether nobody has written to it, and nothing was changed on its connection, since it was restored.</summary>
    internal bool IsReady => current.Primary.State == ConnectionState.Open
        && !current.Primary.Watch.Tainted && !current.Primary.InTransaction && version.IsUnchanged();

    public override bool RestoresAtOnce => true;

    public override DbConnection CreateConnection() => current.CreateConnection(Holder);

    public override ValueTask BeginOwnAsync(bool restartIdentity, CancellationToken cancellationToken)
    {
        Begin();
        return ValueTask.CompletedTask;
    }

    public override ValueTask<string?> EndOwnAsync() => new(current.Running.Any ? StillRunning() : null);

    public override ValueTask<DbTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        Begin();
        var connection = current.Primary;
        connection.Watch.Paused = true;
        var transaction = connection.BeginTransaction();
        Send(connection, $"SAVEPOINT {savepoint}");
        connection.Watch.Paused = false;
        connection.Watch.Begin();
        return new(transaction);
    }

    public override ValueTask<RollbackOutcome> RollBackAsync(DbTransaction transaction)
    {
        var connection = current.Primary;
        if (current.Running.Any)
            return new(new RollbackOutcome(IsReady: false, StillRunning()));
        var isOpen = connection.State == ConnectionState.Open;
        connection.Watch.End(isOpen && connection.InTransaction);
        connection.Watch.Paused = true;
        var endedBy = connection.Watch.EndedBy;
        if (isOpen && endedBy is null && raw.sqlite3_exec(connection.Handle, $"ROLLBACK TO {savepoint}") == raw.SQLITE_OK)
        {
            transaction.Rollback();
            connection.Watch.Paused = false;
            if (!IsReady || connection.HasRunningStatement() || !LastInsertRowId.TryReset(connection.Handle!))
                return new(new RollbackOutcome(IsReady: false));
            current.HandOver();
            version.Connection = current.Primary;
            return new(new RollbackOutcome(IsReady: true));
        }

        return new(new RollbackOutcome(IsReady: false, LostTransaction.Describe(Name, endedBy)));
    }

    public override ValueTask<bool> RestoreAsync(CancellationToken cancellationToken)
    {
        Renew();
        return new(true);
    }

    public override ValueTask<string> KeepAsync(DbTransaction? transaction, string folder)
    {
        var file = Path.Combine(Path.GetFullPath(folder), Name + ".db");
        try
        {
            Directory.CreateDirectory(folder);
            var connection = current.Primary;
            connection.Watch.Paused = true;
            if (transaction is not null && connection.State == ConnectionState.Open && connection.InTransaction)
                Send(connection, "COMMIT");
            // Not VACUUM INTO: on a database in memory that writes into memory.
            using var kept = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
            kept.Open();
            current.CloseButOne().BackupDatabase(kept);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new MatrixException($"The failed test's SQLite database could not be kept as {file}: {e.Message} Look at the test's statements instead.", e);
        }

        Close();
        return new($"sqlite3 \"{file}\"");
    }

    public override ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    // Somebody may have written by a connection of his own since: that is told by the database itself.
    private void Begin()
    {
        if (!IsReady)
            Renew();
        current.Primary.Holder = Holder;
    }

    private string StillRunning() => LeaseFaults.StillRunning($"SQLite database {Name}", Statements.ToList() is [.., var last] ? last : null);

    private void Renew()
    {
        Close();
        (current, version) = Copy();
    }

    private void Close()
    {
        current.Interrupt();
        version.Dispose();
        current.Dispose();
    }

    private (OpenDatabase Database, DataVersion Version) Copy()
    {
        var database = new OpenDatabase(store, () => Statements);
        try
        {
            database.Primary.Watch.Paused = true;
            template.CopyTo(database.Primary);
            var copied = new DataVersion(database.Primary);
            database.Primary.Watch.Paused = false;
            return (database, copied);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void Send(SqliteConnection connection, string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);
}
