using System.Data.Common;
using Matrix.Tests.Glue;
using Microsoft.Data.Sqlite;

namespace Matrix.Tests.Sqlite;

public sealed partial class SqliteDialect
{
    public override string BeginReadOnly => "PRAGMA query_only = ON; BEGIN";

    public override string ForUpdate(string query) => query;

    public override Task GiveUpLocksSoonAsync(SqlSession session)
    {
        // The driver tries again until the time is over, and zero is no limit: below zero it is over after the first try.
        ((SqliteConnection)session.Connection).DefaultTimeout = -1;
        return Task.CompletedTask;
    }

    public override bool WaitsOnCallersThread => true;

    public override Task<bool> WaitsForLockAsync(SqlSession observer, DbConnection waiting) => Task.FromResult(false);
}
