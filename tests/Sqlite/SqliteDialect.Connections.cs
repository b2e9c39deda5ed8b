using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Matrix.Tests.Sqlite;

public sealed partial class SqliteDialect
{
    // The driver cannot end it, so it must end by itself.
    public override string LongQuery => "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT MAX(i) FROM n";

    public override string ChangeSetting => "PRAGMA recursive_triggers = ON";

    public override string ReadSetting => "PRAGMA recursive_triggers";

    public override string ChangedSetting => "1";

    // By number: it would look for each name among all before it.
    public override string Parameter(int index) => $"?{index + 1}";

    // Its pool has no limit, and so nothing to wait for.
    public override string PoolOfOne(string connectionString, int patience) => new SqliteConnectionStringBuilder(connectionString) { Pooling = true }.ToString();

    public override void ForgetPool(DbConnection connection) => SqliteConnection.ClearPool((SqliteConnection)connection);
}
