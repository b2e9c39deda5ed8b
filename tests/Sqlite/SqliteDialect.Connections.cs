using System.Data.Common;
using System.Globalization;
using Matrix.Tests.Glue;
using Microsoft.Data.Sqlite;

namespace Matrix.Tests.Sqlite;

public sealed partial class SqliteDialect
{
    private volatile bool waits;

    public override string LongQuery(DbConnection connection, TimeSpan atLeast)
    {
        // SQLite has no function that waits, and the driver cannot end one: it must end by itself.
        ((SqliteConnection)connection).CreateFunction("wait", (double milliseconds) =>
        {
            waits = true;
            Thread.Sleep(TimeSpan.FromMilliseconds(milliseconds));
            return 1;
        });
        return string.Create(CultureInfo.InvariantCulture, $"SELECT wait({atLeast.TotalMilliseconds})");
    }

    public override Task<bool> RunsLongQueryAsync(SqlSession observer, DbConnection running) => Task.FromResult(waits);

    public override string ChangeSetting => "PRAGMA recursive_triggers = ON";

    public override string ReadSetting => "PRAGMA recursive_triggers";

    public override string ChangedSetting => "1";

    // By number: it would look for each name among all before it.
    public override string Parameter(int index) => $"?{index + 1}";

    // Its pool has no limit, and so nothing to wait for.
    public override string PoolOfOne(string connectionString, int patience) => new SqliteConnectionStringBuilder(connectionString) { Pooling = true }.ToString();

    public override void ForgetPool(DbConnection connection) => SqliteConnection.ClearPool((SqliteConnection)connection);
}
