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

    // InnoDB's own tables of waits are a copy that frequent asking keeps from being renewed; and whom it chooses in a
    // deadlock does not depend on who waited first. So it is enough that the statement has begun.
    public override async Task<bool> WaitsForLockAsync(SqlSession observer, DbConnection waiting) => await observer.Scalar(
        "SELECT 1 FROM information_schema.processlist WHERE id = @p0 AND command <> 'Sleep'", ((MySqlConnection)waiting).ServerThread) is not null;
}
