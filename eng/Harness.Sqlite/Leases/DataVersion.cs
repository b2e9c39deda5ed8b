using SQLitePCL;

namespace Matrix.Harness.Sqlite.Leases;

/// <summary>Notices that another connection wrote to the database: one that somebody made from the connection string.</summary>
/// <remarks>https://www.sqlite.org/pragma.html#pragma_data_version</remarks>
internal sealed class DataVersion : IDisposable
{
    private readonly sqlite3_stmt statement;
    private readonly long first;

    public DataVersion(LeasedConnection connection)
    {
        Connection = connection;
        Microsoft.Data.Sqlite.SqliteException.ThrowExceptionForRC(
            raw.sqlite3_prepare_v2(connection.Handle, "PRAGMA data_version", out statement), connection.Handle);
        first = Read();
    }

    /// <summary>The object that has the native connection now.</summary>
    public LeasedConnection Connection { get; set; }

    /// <summary>Whether nobody else wrote. Where that cannot be read, somebody holds a lock.</summary>
    public bool IsUnchanged() => Read() == first;

    public void Dispose() => statement.Dispose();

    private long Read()
    {
        var paused = Connection.Watch.Paused;
        Connection.Watch.Paused = true;
        var version = raw.sqlite3_step(statement) == raw.SQLITE_ROW ? raw.sqlite3_column_int64(statement, 0) : -1;
        raw.sqlite3_reset(statement);
        Connection.Watch.Paused = paused;
        return version;
    }
}
