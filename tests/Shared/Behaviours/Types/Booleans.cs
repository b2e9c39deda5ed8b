using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Booleans(ShopContext shop, SqlSession sql, SqlQuestions ask, Dialect dialect)
{
    private const string Key = "00000000-0000-0000-0000-000000000001";

    [Fact]
    public async Task A_truth_value_is_read_as_a_boolean()
    {
        await ask.Expression("TRUE");
        await ask.Expression("1 = 1");
        await ask.Expression("TRUE as text", dialect.CastToText("TRUE"));
        await ask.Expression("NOT 2");
    }

    [Fact]
    public async Task A_truth_value_can_be_counted_with()
    {
        await AddTrue();

        await ask.Expression("TRUE + TRUE");
        await ask.Query("SUM(flag)", "SELECT SUM(flag) FROM value_probes");
        await ask.Query("MAX(flag)", "SELECT MAX(flag) FROM value_probes");
        await ask.Query("COUNT(*) FILTER (WHERE flag)", "SELECT COUNT(*) FILTER (WHERE flag) FROM value_probes");
    }

    [Fact]
    public async Task A_number_can_stand_for_a_truth_value()
    {
        await AddTrue();

        await ask.Condition("TRUE = 1");
        await ask.Condition("2");
        await ask.Query("WHERE flag = 1", "SELECT COUNT(*) FROM value_probes WHERE flag = 1");
        Assert.Single(await sql.Rows("SELECT id FROM value_probes WHERE flag"));
        Assert.Single(await sql.Rows("SELECT id FROM value_probes WHERE flag IS TRUE"));
        await ask.Query("WHERE flag = 'true'", "SELECT COUNT(*) FROM value_probes WHERE flag = 'true'");
    }

    [Fact]
    public async Task A_boolean_column_takes_more_than_true_and_false()
    {
        foreach (var literal in new[] { "1", "2", "'true'", "'yes'", "'maybe'" })
        {
            await ask.Acceptance($"INSERT of {literal}", $"INSERT INTO value_probes (id, flag) VALUES ('{Key}', {literal})");
            await sql.Execute("DELETE FROM value_probes");
        }
    }

    [Fact]
    public async Task A_two_in_the_column_is_true()
    {
        await AskOfTwo("2 as EF reads it", () => shop.ValueProbes.Select(v => v.Flag!.Value).SingleAsync());
        await AskOfTwo("2 is found by Where(Flag == true)", () => shop.ValueProbes.AnyAsync(v => v.Flag == true));
        await AskOfTwo("2 is found by WHERE flag", async () => (await sql.Rows("SELECT id FROM value_probes WHERE flag")).Count == 1);
        await AskOfTwo("2 is found by flag = TRUE", async () => (await sql.Rows("SELECT id FROM value_probes WHERE flag = TRUE")).Count == 1);
    }

    [Fact]
    public async Task False_comes_before_true()
    {
        shop.ValueProbes.AddRange(new() { Id = Guid.NewGuid(), Flag = true }, new() { Id = Guid.NewGuid(), Flag = false });
        await shop.SaveChangesAsync();

        Assert.Equal([false, true], await shop.ValueProbes.OrderBy(v => v.Flag).Select(v => v.Flag).ToListAsync());
    }

    [Fact]
    public async Task Neither_true_nor_false_is_found_by_its_negation()
    {
        shop.ValueProbes.Add(new() { Id = Guid.NewGuid(), Flag = null });
        await shop.SaveChangesAsync();

        Assert.Equal(1, await shop.ValueProbes.CountAsync(v => v.Flag != true));
        Assert.Empty(await sql.Rows("SELECT id FROM value_probes WHERE NOT (flag = TRUE)"));
    }

    private Task AskOfTwo(string label, Func<Task<bool>> question) => ask.Outcome(label, async () =>
    {
        await sql.Execute("DELETE FROM value_probes");
        await sql.Execute($"INSERT INTO value_probes (id, flag) VALUES ('{Key}', 2)");
        return await question();
    });

    private Task<int> AddTrue()
    {
        shop.ValueProbes.Add(new() { Id = Guid.NewGuid(), Flag = true });
        return shop.SaveChangesAsync();
    }
}
