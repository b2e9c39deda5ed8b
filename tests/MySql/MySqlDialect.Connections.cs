using System.Data.Common;
using Matrix.Tests.Glue;
using MySqlConnector;

namespace Matrix.Tests.MySql;

public sealed partial class MySqlDialect
{
    // In a filter, because SLEEP alone answers 1 when it is ended instead of failing.
    public override string LongQuery(DbConnection connection, TimeSpan atLeast) => "SELECT id FROM tenants WHERE SLEEP(60) = 0";

    public override async Task<bool> RunsLongQueryAsync(SqlSession observer, DbConnection running) => await observer.Scalar(
        "SELECT 1 FROM information_schema.processlist WHERE id = @p0 AND state = 'User sleep'", ((MySqlConnection)running).ServerThread) is not null;

    public override string ChangeSetting => "SET SESSION innodb_lock_wait_timeout = 77";

    public override string ReadSetting => "SELECT @@innodb_lock_wait_timeout";

    public override string ChangedSetting => "77";

    public override string PoolOfOne(string connectionString, int patience) =>
        new MySqlConnectionStringBuilder(connectionString) { Pooling = true, MaximumPoolSize = 1, ConnectionTimeout = (uint)patience }.ToString();

    public override void ForgetPool(DbConnection connection) => MySqlConnection.ClearPool((MySqlConnection)connection);
}
