using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class Uuids(ShopContext shop, SqlSession sql, SqlQuestions ask, Dialect dialect, Observations observe)
{
    private static readonly Guid One = new("a1b2c3d4-e5f6-4711-8899-aabbccddeeff");

    [Fact]
    public async Task One_is_read_as_it_was_written()
    {
        await Add(One);

        Assert.Equal(One, await shop.ValueProbes.Where(v => v.Token == One).Select(v => v.Token).SingleAsync());
    }

    [Fact]
    public async Task The_driver_gives_it_back_as_a_Guid()
    {
        await Add(One);

        observe.Value("type that the driver gives", (await sql.Scalar("SELECT token FROM value_probes"))!.GetType().Name);
        observe.Value("as text", await sql.Scalar($"SELECT {dialect.CastToText("token")} FROM value_probes"));
    }

    [Fact]
    public async Task It_equals_its_text_in_either_case()
    {
        await Add(One);

        await ask.Query("token = lower case", $"SELECT COUNT(*) FROM value_probes WHERE token = '{One}'");
        Assert.Single(await sql.Rows($"SELECT id FROM value_probes WHERE token = '{One.ToString().ToUpperInvariant()}'"));
        await ask.Query("token without hyphens", $"SELECT COUNT(*) FROM value_probes WHERE token = '{One:N}'");
    }

    [Fact]
    public async Task A_text_that_is_none_is_refused() =>
        await ask.Acceptance("INSERT of 'no uuid'", $"INSERT INTO value_probes (id, token) VALUES ('{One}', 'no uuid')");

    [Fact]
    public async Task They_are_ordered_as_their_text_is()
    {
        var texts = new[] { "00000000-0000-0000-0000-0000000000ff", "00000000-0000-0000-ff00-000000000000", "ff000000-0000-0000-0000-000000000000" };
        foreach (var text in texts.Reverse())
            await Add(new Guid(text));

        Assert.Equal(texts.Select(text => new Guid(text)), (await shop.ValueProbes.OrderBy(v => v.Token).Select(v => v.Token!.Value).ToListAsync()));
    }

    [Fact]
    public async Task Those_of_version_7_are_ordered_by_time()
    {
        var made = Enumerable.Range(0, 5).Select(i => Guid.CreateVersion7(ShopSamples.Noon.AddSeconds(i))).ToList();
        foreach (var guid in Enumerable.Reverse(made))
            await Add(guid);

        Assert.Equal(made, await shop.ValueProbes.OrderBy(v => v.Token).Select(v => v.Token!.Value).ToListAsync());
    }

    [Fact]
    public async Task LINQ_makes_one_for_each_row()
    {
        await Add(One);
        await Add(One);

        Assert.Equal(2, (await shop.ValueProbes.Select(v => Guid.NewGuid()).ToListAsync()).Distinct().Count());
        observe.Value("Select(Guid.NewGuid()).Distinct().Count() of two rows", await shop.ValueProbes.Select(v => Guid.NewGuid()).Distinct().CountAsync());
    }

    [Fact]
    public async Task A_function_makes_one()
    {
        foreach (var function in new[] { "gen_random_uuid()", "uuidv7()", "UUID()", "UUID_v7()", "SYS_GUID()" })
            await ask.Outcome(function, async () => await sql.Scalar($"SELECT {function}") is not null);
    }

    [Fact]
    public async Task ToString_gives_lower_case()
    {
        await Add(One);

        observe.Value("token.ToString() in LINQ", await shop.ValueProbes.OrderBy(v => v.Token!.Value.ToString()).Select(v => v.Token!.Value.ToString()).SingleAsync());
        observe.Value("token.ToString() == lower case", await shop.ValueProbes.CountAsync(v => v.Token!.Value.ToString() == "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"));
    }

    private Task<int> Add(Guid token)
    {
        shop.ValueProbes.Add(new ValueProbe { Id = Guid.NewGuid(), Token = token });
        return shop.SaveChangesAsync();
    }
}
