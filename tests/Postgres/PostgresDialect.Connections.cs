using System.Data.Common;
using Matrix.Tests.Glue;
using Npgsql;

namespace Matrix.Tests.Postgres;

public sealed partial class PostgresDialect
{
    public override string LongQuery(DbConnection connection, TimeSpan atLeast) => "SELECT 1 FROM pg_sleep(60)";

    public override async Task<bool> RunsLongQueryAsync(SqlSession observer, DbConnection running) => await observer.Scalar(
        "SELECT 1 FROM pg_stat_activity WHERE pid = @p0 AND wait_event = 'PgSleep'", ((NpgsqlConnection)running).ProcessID) is not null;

    public override string ChangeSetting => "SET lock_timeout = '77ms'";

    public override string ReadSetting => "SHOW lock_timeout";

    public override string ChangedSetting => "77ms";

    public override string PoolOfOne(string connectionString, int patience) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = true, MaxPoolSize = 1, Timeout = patience }.ToString();

    public override void ForgetPool(DbConnection connection) => NpgsqlConnection.ClearPool((NpgsqlConnection)connection);
}
