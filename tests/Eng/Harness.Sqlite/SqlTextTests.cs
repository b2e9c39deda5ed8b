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
}
