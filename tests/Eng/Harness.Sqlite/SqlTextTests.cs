using Matrix.Harness.Sqlite.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

public sealed class SqlTextTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData(" \r\n-- one\n-- two\n/* three\n */ SELECT 1 -- four", "SELECT 1 -- four")]
    [InlineData("-- only", "")]
    [InlineData("-- UPDATE a\n-- SET b", "")]
    [InlineData("/* open", "")]
    [InlineData("", "")]
    public void Comments_at_the_start_are_skipped(string sql, string body) => Assert.Equal(body, SqlText.SkipComments(sql).ToString());

    [Theory]
    [InlineData("PRAGMA foreign_keys", true)]
    [InlineData("attach 'a.db' AS a", true)]
    [InlineData("DETACH a", true)]
    [InlineData("SELECT 'PRAGMA'", false)]
    [InlineData("INSERT INTO a VALUES (1)", false)]
    public void What_changes_the_connection_is_known(string sql, bool changes) => Assert.Equal(changes, SqlText.ChangesConnection(sql));
}
