using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

[OwnDatabase]
public sealed class StatementLimits(SqlSession sql, SqlQuestions ask, Dialect dialect, Observations observe)
{
    [Fact]
    public async Task Parameters()
    {
        foreach (var count in new[] { 32_767, 65_536 })
        {
            var ids = Enumerable.Range(0, count).Select(i => (object?)i).ToArray();
            await ask.Query($"{count} parameters", $"SELECT COUNT(*) FROM tenants WHERE id IN ({Repeat(count, dialect.Parameter)})", ids);
        }
    }

    // Not how it is refused: whether the server's last word is still read depends on when it closes the connection.
    [Fact]
    public async Task Length_of_a_statement() =>
        observe.Value("a statement of 17 MB", await Record.ExceptionAsync(() => sql.Scalar($"SELECT 1 /* {new string('x', 17 << 20)} */")) is null);

    [Fact]
    public async Task Columns_of_a_table()
    {
        foreach (var count in new[] { 1_100, 1_700, 2_100 })
            await ask.Acceptance($"{count} columns", $"CREATE TABLE wide{count} ({Repeat(count, i => $"c{i} smallint")})");
    }

    [Fact]
    public async Task Columns_of_a_result()
    {
        foreach (var count in new[] { 1_700, 2_100, 4_100 })
            await ask.Outcome($"{count} columns", async () => (await sql.ColumnNames($"SELECT {Repeat(count, i => $"{i} AS c{i}")}")).Count);
    }

    [Fact]
    public async Task Columns_of_an_index()
    {
        await sql.Execute($"CREATE TABLE wide ({Repeat(40, i => $"c{i} smallint")})");

        foreach (var count in new[] { 17, 33 })
            await ask.Acceptance($"{count} columns", $"CREATE INDEX ix{count} ON wide ({Repeat(count, i => $"c{i}")})");
    }

    [Fact]
    public async Task Tables_of_a_join()
    {
        foreach (var count in new[] { 62, 65 })
            await ask.Query($"{count} tables", $"SELECT COUNT(*) FROM {Repeat(count, i => $"(SELECT id FROM tenants WHERE id = 1) t{i}")}");
    }

    [Fact]
    public async Task Parts_of_a_union() =>
        await ask.Outcome("600 parts", async () => (await sql.Rows(string.Join(" UNION ALL ", Enumerable.Repeat("SELECT 1", 600)))).Count);

    [Fact]
    public async Task Depth_of_an_expression() => await ask.Query("1 + 1 + ..., 2000 times", $"SELECT {string.Join(" + ", Enumerable.Repeat("1", 2000))}");

    [Fact]
    public async Task Depth_of_subqueries() => await ask.Query(
        "100 subqueries in each other", $"SELECT {string.Concat(Enumerable.Repeat("(SELECT ", 100))}1{string.Concat(Enumerable.Repeat(")", 100))}");

    [Fact]
    public async Task Arguments_of_a_function()
    {
        foreach (var count in new[] { 101, 1_001 })
            await ask.Outcome($"{count} arguments", async () => await sql.Scalar($"SELECT CONCAT({Repeat(count, _ => "'x'")})") is string { Length: var length } ? length : 0);
    }

    private static string Repeat(int count, Func<int, string> part) => string.Join(", ", Enumerable.Range(0, count).Select(part));
}
