using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

[OwnDatabase]
public sealed class Identifiers(SqlSession sql, SqlQuestions ask, Dialect dialect)
{
    [Fact]
    public async Task A_long_name_is_kept_whole()
    {
        foreach (var length in new[] { 64, 65, 128 })
            await ask.Outcome($"letters kept of a column of {length}", () => LettersKeptAsync(length));

        Assert.Equal(63, await LettersKeptAsync(63));
    }

    [Fact]
    public async Task Two_long_names_that_end_differently_are_two_names() => await ask.Acceptance(
        "two columns of 64 letters that differ in the last", $"CREATE TABLE twins ({new string('c', 63)}a int, {new string('c', 63)}b int)");

    [Fact]
    public async Task A_long_alias_is_kept_whole()
    {
        foreach (var length in new[] { 64, 65, 257 })
            await ask.Outcome($"letters kept of an alias of {length}", async () => (await sql.ColumnNames($"SELECT 1 AS {new string('a', length)}")).Single().Length);
    }

    [Fact]
    public async Task A_name_without_quotes_keeps_its_case()
    {
        await ask.Outcome("SELECT 1 AS GrandTotal", async () => (await sql.ColumnNames("SELECT 1 AS GrandTotal")).Single());
        await ask.Outcome("column declared as UnitPrice", async () =>
        {
            await sql.Execute("CREATE TABLE prices (UnitPrice int)");
            return (await sql.ColumnNames("SELECT * FROM prices")).Single();
        });
    }

    [Fact]
    public async Task A_table_is_found_in_another_case()
    {
        await sql.Execute("CREATE TABLE Prices (id int)");

        await ask.Query("SELECT FROM prices, created as Prices", "SELECT COUNT(*) FROM prices");
        await ask.Query("SELECT FROM PRICES", "SELECT COUNT(*) FROM PRICES");
        await ask.Query("SELECT FROM the quoted name Prices", $"SELECT COUNT(*) FROM {dialect.Quote("Prices")}");
    }

    [Fact]
    public async Task A_column_is_found_in_another_case()
    {
        await sql.Execute($"CREATE TABLE prices ({dialect.Quote("UnitPrice")} int)");

        await ask.Query("UnitPrice without quotes", "SELECT UnitPrice FROM prices");
        await ask.Query("the quoted name UNITPRICE", $"SELECT {dialect.Quote("UNITPRICE")} FROM prices");
    }

    [Fact]
    public async Task Names_that_differ_by_case_are_two_names()
    {
        await ask.Acceptance("columns a and A, quoted", $"CREATE TABLE pairs ({dialect.Quote("a")} int, {dialect.Quote("A")} int)");
        await ask.Acceptance("tables twins and TWINS, quoted", $"CREATE TABLE {dialect.Quote("twins")} (id int); CREATE TABLE {dialect.Quote("TWINS")} (id int)");
        await ask.Query("aliases t and T", "SELECT COUNT(*) FROM tenants t JOIN tenants T ON t.id = T.id");
    }

    [Fact]
    public async Task A_name_is_quoted_by()
    {
        Assert.Equal(["a b"], await sql.ColumnNames("SELECT 1 AS \"a b\""));
        await ask.Query("`a b`", "SELECT 1 AS `a b`");
        await ask.Query("[a b]", "SELECT 1 AS [a b]");
        await ask.Query("'a b'", "SELECT 1 AS 'a b'");
        await ask.Query("the column \"id\"", "SELECT \"id\" FROM tenants WHERE id = 1");
        await ask.Query("the column \"nowhere\"", "SELECT \"nowhere\" FROM tenants WHERE id = 1");
    }

    [Fact]
    public async Task A_name_may_hold_any_character_when_quoted()
    {
        foreach (var name in new[] { "🍵", "a b ", "" })
            await ask.Acceptance($"table '{name}'", $"CREATE TABLE {dialect.Quote(name)} (id int)");

        foreach (var name in new[] { "a.b", "1", "日本", "a'b" })
            await sql.Execute($"CREATE TABLE {dialect.Quote(name)} (id int)");
    }

    [Fact]
    public async Task A_name_may_hold_more_than_letters_without_quotes()
    {
        foreach (var name in new[] { "$price", "1st", "a#b" })
            await ask.Outcome($"name of the alias {name}", async () => (await sql.ColumnNames($"SELECT 1 AS {name}")).Single());

        foreach (var name in new[] { "price$", "prix_élevé" })
            Assert.Equal([name], await sql.ColumnNames($"SELECT 1 AS {name}"));
    }

    private async Task<int> LettersKeptAsync(int length)
    {
        await sql.Execute($"CREATE TABLE long{length} ({new string('c', length)} int)");
        return (await sql.ColumnNames($"SELECT * FROM long{length}")).Single().Length;
    }
}
