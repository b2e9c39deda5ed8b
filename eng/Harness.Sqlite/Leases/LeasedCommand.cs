using System.Data;
using Microsoft.Data.Sqlite;

namespace Matrix.Harness.Sqlite.Leases;

/// <summary>A command that says while it runs: SQLite works on the thread that asks, and another may end the test meanwhile.</summary>
internal sealed class LeasedCommand(RunningCommands running) : SqliteCommand
{
    public override int ExecuteNonQuery()
    {
        using (running.Enter())
            return base.ExecuteNonQuery();
    }

    public override object? ExecuteScalar()
    {
        using (running.Enter())
            return base.ExecuteScalar();
    }

    public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
    {
        using (running.Enter())
            return base.ExecuteReader(behavior);
    }
}

/// <summary>Counts the commands of one lease that run. Safe for use by several threads.</summary>
internal sealed class RunningCommands
{
    private int count;

    /// <summary>Whether any runs.</summary>
    public bool Any => Volatile.Read(ref count) > 0;

    /// <summary>One begins. Disposing the result says that it has ended.</summary>
    public Running Enter()
    {
        Interlocked.Increment(ref count);
        return new(this);
    }

    internal readonly struct Running(RunningCommands commands) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref commands.count);
    }
}
