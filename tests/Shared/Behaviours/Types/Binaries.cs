using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Binaries(ShopContext shop, SqlSession sql, SqlQuestions ask, Dialect dialect)
{
    [Fact]
    public async Task Bytes_are_read_as_they_were_written()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        await Add(all);

        Assert.Equal(all, await shop.ValueProbes.Select(v => v.Bytes).SingleAsync());
    }

    [Fact]
    public async Task Bytes_are_found_by_their_value()
    {
        await Add([1, 2, 0]);
        byte[] same = [1, 2, 0], shorter = [1, 2];

        Assert.Equal((1, 0), (await shop.ValueProbes.CountAsync(v => v.Bytes == same), await shop.ValueProbes.CountAsync(v => v.Bytes == shorter)));
    }

    [Fact]
    public async Task Letters_in_bytes_keep_their_case()
    {
        await Add("A"u8.ToArray());
        var lower = "a"u8.ToArray();

        Assert.Equal(0, await shop.ValueProbes.CountAsync(v => v.Bytes == lower));
    }

    [Fact]
    public async Task No_bytes_are_not_NULL()
    {
        await Add([]);

        Assert.Equal(1, await shop.ValueProbes.CountAsync(v => v.Bytes != null && v.Bytes.Length == 0));
    }

    [Fact]
    public async Task Bytes_are_ordered_without_a_sign()
    {
        await Add([0x80]);
        await Add([0x7F, 0xFF]);
        await Add([0x7F]);

        Assert.Equal(["7F", "7FFF", "80"], (await shop.ValueProbes.OrderBy(v => v.Bytes).Select(v => v.Bytes!).ToListAsync()).Select(Convert.ToHexString));
    }

    [Fact]
    public async Task Bytes_equal_the_text_that_they_spell()
    {
        await Add("abc"u8.ToArray());

        await ask.Query("bytes = 'abc'", "SELECT COUNT(*) FROM value_probes WHERE bytes = 'abc'");
        await ask.Query("bytes LIKE 'a%'", "SELECT COUNT(*) FROM value_probes WHERE bytes LIKE 'a%'");
    }

    [Fact]
    public async Task A_hexadecimal_literal_is_bytes()
    {
        foreach (var literal in new[] { "x'4142'", "0x4142", "X'4142' || X'43'", @"'\x4142'" })
            await ask.Expression(literal);
        Assert.Equal("AB"u8.ToArray(), await sql.Scalar($"SELECT {dialect.Bytes("4142")}"));
    }

    [Fact]
    public async Task A_hexadecimal_literal_is_a_number_in_a_sum() => await ask.Expression("x'41' + 0");

    [Fact]
    public async Task Contains_finds_a_byte()
    {
        await Add([1, 2, 3]);

        Assert.Equal(1, await shop.ValueProbes.CountAsync(v => v.Bytes!.Contains((byte)2)));
    }

    [Fact]
    public async Task A_byte_can_be_taken_by_its_place()
    {
        await Add([1, 2, 3]);

        await ask.Outcome("Bytes[0] == 1", () => shop.ValueProbes.CountAsync(v => v.Bytes![0] == 1));
    }

    private Task<int> Add(byte[] bytes)
    {
        shop.ValueProbes.Add(new ValueProbe { Id = Guid.NewGuid(), Bytes = bytes });
        return shop.SaveChangesAsync();
    }
}
