using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>Arrays in SQL, and what EF Core makes of lists that are sent along.</summary>
public sealed class Collections(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe)
{
    [Fact]
    public async Task An_array_is_a_value()
    {
        await ask.Expression("ARRAY[1, 2]");
        await ask.Expression("(ARRAY[10, 20])[1]");
        await ask.Condition("2 = ANY(ARRAY[1, 2])");
        await ask.Condition("2 = ANY(SELECT 2)");
        await ask.Condition("2 = SOME(SELECT 2)");
        await ask.Condition("2 > ALL(SELECT 1)");
    }

    [Fact]
    public async Task Rows_of_values_are_a_table()
    {
        await ask.Query("VALUES (1), (2)", "VALUES (1), (2)");
        await ask.Query("VALUES ROW(1), ROW(2)", "VALUES ROW(1), ROW(2)");
        await ask.Query("SELECT ... FROM (VALUES ...) AS t", "SELECT * FROM (VALUES (1), (2)) AS t");
        await ask.Query("SELECT ... FROM (VALUES ...) AS t (n)", "SELECT n FROM (VALUES (1), (2)) AS t (n)");
    }

    [Fact]
    public async Task Rows_compare_as_a_whole()
    {
        Assert.Single(await sql.Rows("SELECT 1 WHERE (1, 2) < (1, 3)"));
        Assert.Single(await sql.Rows("SELECT 1 WHERE (1, 2) IN (SELECT 1, 2)"));
        Assert.Empty(await sql.Rows("SELECT 1 WHERE (1, NULL) = (1, 2)"));
    }

    [Fact]
    public void EF_sends_a_list_as_one_parameter()
    {
        foreach (var count in new[] { 3, 33_000 })
        {
            var numbers = Enumerable.Range(1, count).ToList();
            using var command = shop.NumberProbes.Where(n => numbers.Contains(n.Id)).CreateDbCommand();
            observe.Value($"parameters for Contains of {count} numbers", command.Parameters.Count);
        }
    }

    [Fact]
    public async Task An_empty_list_contains_nothing()
    {
        shop.NumberProbes.Add(new NumberProbe { Id = 1 });
        await shop.SaveChangesAsync();
        var none = new List<int>();

        Assert.Equal((0, 1), (await shop.NumberProbes.CountAsync(n => none.Contains(n.Id)), await shop.NumberProbes.CountAsync(n => !none.Contains(n.Id))));
    }

    [Fact]
    public async Task A_list_with_null_contains_NULL()
    {
        shop.NumberProbes.AddRange(new NumberProbe { Id = 1, Whole = 7 }, new NumberProbe { Id = 2 });
        await shop.SaveChangesAsync();
        var some = new List<int?> { null, 8 };

        Assert.Equal([2], await shop.NumberProbes.Where(n => some.Contains(n.Whole)).Select(n => n.Id).ToListAsync());
        Assert.Equal([1], await shop.NumberProbes.Where(n => !some.Contains(n.Whole)).Select(n => n.Id).ToListAsync());
    }

    [Fact]
    public async Task A_list_can_be_joined_with_a_table()
    {
        shop.NumberProbes.AddRange(new NumberProbe { Id = 1, Whole = 7 }, new NumberProbe { Id = 2, Whole = 8 });
        await shop.SaveChangesAsync();
        var wanted = new List<int> { 8, 9 };

        Assert.Equal([2], await shop.NumberProbes.Join(wanted, n => n.Whole, w => w, (n, w) => n.Id).ToListAsync());
        Assert.Equal([2, 1], await shop.NumberProbes.OrderBy(n => n.Id).Select(n => wanted.Count(w => w > n.Whole)).ToListAsync());
    }
}
