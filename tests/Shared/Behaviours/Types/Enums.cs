using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Enums(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe)
{
    private const string Key = "00000000-0000-0000-0000-000000000001";

    [Fact]
    public async Task One_stored_as_text_is_ordered_by_its_name()
    {
        foreach (var status in Enum.GetValues<OrderStatus>())
            await Add(status);

        Assert.Equal([OrderStatus.Paid, OrderStatus.Placed, OrderStatus.Shipped], await shop.ValueProbes.OrderBy(v => v.Status).Select(v => v.Status!.Value).ToListAsync());
    }

    [Fact]
    public async Task One_stored_as_text_is_compared_by_its_name()
    {
        foreach (var status in Enum.GetValues<OrderStatus>())
            await Add(status);

        Assert.Equal(2, await shop.ValueProbes.CountAsync(v => v.Status > OrderStatus.Paid));
    }

    [Fact]
    public async Task A_name_in_another_case_is_found()
    {
        await sql.Execute($"INSERT INTO value_probes (id, status) VALUES ('{Key}', 'PAID')");

        observe.Value("Where(Status == Paid) finds PAID", await shop.ValueProbes.AnyAsync(v => v.Status == OrderStatus.Paid));
        Assert.Equal(OrderStatus.Paid, await shop.ValueProbes.Select(v => v.Status).SingleAsync());
    }

    [Fact]
    public async Task A_name_that_the_code_does_not_know_cannot_be_read()
    {
        await sql.Execute($"INSERT INTO value_probes (id, status) VALUES ('{Key}', 'Lost')");

        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.ValueProbes.ToListAsync());
    }

    [Fact, OwnDatabase]
    public async Task The_engine_has_a_type_for_them()
    {
        await ask.Acceptance("column of type ENUM('b', 'a')", "CREATE TABLE letters (letter ENUM('b', 'a'))");
        await ask.Acceptance("CREATE TYPE ... AS ENUM", "CREATE TYPE letter AS ENUM ('b', 'a')");
        await ask.Acceptance("CREATE DOMAIN", "CREATE DOMAIN positive AS int CHECK (value > 0)");
    }

    [Fact, OwnDatabase]
    public async Task The_engine_s_own_are_ordered_as_they_were_listed()
    {
        await ask.Outcome("order of b, a in a column ENUM('b', 'a')", async () =>
        {
            await sql.Execute("CREATE TABLE letters (letter ENUM('b', 'a'))");
            await sql.Execute("INSERT INTO letters (letter) VALUES ('a'), ('b')");
            return await sql.Column("SELECT letter FROM letters ORDER BY letter");
        });
        await ask.Outcome("order of b, a in a type ENUM ('b', 'a')", async () =>
        {
            await sql.Execute("CREATE TYPE letter AS ENUM ('b', 'a')");
            return await sql.Column("SELECT CAST(l AS text) FROM unnest(ARRAY['a'::letter, 'b'::letter]) AS l ORDER BY l");
        });
    }

    private Task<int> Add(OrderStatus status)
    {
        shop.ValueProbes.Add(new ValueProbe { Id = Guid.NewGuid(), Status = status });
        return shop.SaveChangesAsync();
    }
}
