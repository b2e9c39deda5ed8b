using System.Data.Common;
using Matrix.Tests.Glue;
using Npgsql;

namespace Matrix.Tests.Postgres;

public sealed partial class PostgresDialect
{
    public override string BeginReadOnly => "BEGIN READ ONLY";

    public override string ForUpdate(string query) => $"{query} FOR UPDATE";

    public override Task GiveUpLocksSoonAsync(SqlSession session) => session.Execute("SET lock_timeout = '50ms'");

    public override Task LookForDeadlocksAsync(SqlSession session, bool soon) => session.Execute($"SET deadlock_timeout = '{(soon ? "10ms" : "10min")}'");

    public override async Task<bool> WaitsForLockAsync(SqlSession observer, DbConnection waiting) => await observer.Scalar(
        "SELECT 1 FROM pg_stat_activity WHERE pid = @p0 AND wait_event_type = 'Lock'", ((NpgsqlConnection)waiting).ProcessID) is not null;
}
