using System.Data.Common;
using Matrix.Tests.Glue;
using MySqlConnector;

namespace Matrix.Tests.MySql;

public sealed partial class MySqlDialect
{
    public override string BeginReadOnly => "START TRANSACTION READ ONLY";

    public override string ForUpdate(string query) => $"{query} FOR UPDATE";

    // Only MariaDB takes 0.
    public override Task GiveUpLocksSoonAsync(SqlSession session) =>
        session.Execute($"SET SESSION innodb_lock_wait_timeout = {(IsMariaDb ? 0 : 1)}");

    public override async Task<bool> WaitsForLockAsync(SqlSession observer, DbConnection waiting) => await observer.Scalar(
        "SELECT 1 FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = @p0 AND trx_state = 'LOCK WAIT'", ((MySqlConnection)waiting).ServerThread) is not null;
}
