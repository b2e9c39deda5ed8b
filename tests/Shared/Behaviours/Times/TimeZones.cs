using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

// Npgsql gives its connection up over a value that it refuses half-way through, so those behaviours have their own database.
public sealed class TimeZones(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe, Dialect dialect)
{
    private static readonly DateTimeOffset NoonInParis = new(2024, 5, 17, 12, 0, 0, TimeSpan.FromHours(2));

    [Fact, OwnDatabase]
    public async Task An_offset_is_kept()
    {
        await ask.Outcome("12:00 +02:00, read back", async () =>
        {
            await Add(new() { Zoned = NoonInParis });
            return await shop.TimeProbes.AsNoTracking().Select(t => t.Zoned).SingleAsync();
        });
    }

    [Fact, OwnDatabase]
    public async Task A_moment_equals_itself_with_another_offset()
    {
        await Add(new() { Zoned = NoonInParis.ToUniversalTime() });
        var sameMoment = NoonInParis;

        await ask.Outcome("LINQ: 10:00 +00:00 == 12:00 +02:00", () => shop.TimeProbes.AnyAsync(t => t.Zoned == sameMoment));
    }

    [Fact]
    public async Task Moments_with_offsets_can_be_ordered()
    {
        await Add(new() { Zoned = NoonInParis.ToUniversalTime() });

        await ask.Outcome("LINQ: OrderBy", () => shop.TimeProbes.OrderBy(t => t.Zoned).Select(t => t.Id > 0).ToListAsync());
        await ask.Outcome("LINQ: <", () => shop.TimeProbes.CountAsync(t => t.Zoned < DateTimeOffset.UnixEpoch));
    }

    [Fact, OwnDatabase]
    public async Task A_local_time_may_be_written()
    {
        await ask.Outcome("DateTimeKind.Local", () => Write(DateTimeKind.Local));
        await ask.Outcome("DateTimeKind.Unspecified", () => Write(DateTimeKind.Unspecified));
    }

    [Fact]
    public async Task A_moment_is_read_with_the_kind_that_it_was_written_with()
    {
        await Add(new() { Moment = ShopSamples.Noon });

        observe.Value("kind of what was written as UTC", (await shop.TimeProbes.AsNoTracking().Select(t => t.Moment).SingleAsync())!.Value.Kind);
    }

    [Fact, OwnDatabase]
    public async Task A_time_may_be_compared_with_one_of_another_kind()
    {
        await Add(new() { Moment = ShopSamples.Noon });
        var unspecified = DateTime.SpecifyKind(ShopSamples.Noon, DateTimeKind.Unspecified);

        await ask.Outcome("LINQ: UTC == unspecified", () => shop.TimeProbes.AnyAsync(t => t.Moment == unspecified));
    }

    [Fact]
    public async Task Now_from_LINQ_has_a_kind()
    {
        await Add(new() { Moment = ShopSamples.Noon });

        observe.Value("kind of DateTime.UtcNow", (await shop.TimeProbes.Select(t => new { t.Id, Now = t.Id > 0 ? DateTime.UtcNow : t.Moment!.Value }).SingleAsync()).Now.Kind);
    }

    [Fact]
    public async Task A_literal_with_an_offset_is_converted()
    {
        await ask.Statement("INSERT of '2024-05-17 12:00:00+02:00'", "INSERT INTO time_probes (moment) VALUES ('2024-05-17 12:00:00+02:00')");

        observe.Value("what was stored", await sql.Column($"SELECT {dialect.CastToText("moment")} FROM time_probes"));
    }

    [Fact, OwnDatabase]
    public async Task A_timestamp_reaches_past_2038()
    {
        await sql.Execute("CREATE TABLE stamps (at timestamp NULL)");

        await ask.Statement("INSERT of 2040-01-01 into timestamp", "INSERT INTO stamps (at) VALUES ('2040-01-01 00:00:00')");
        await ask.Statement("INSERT of 2110-01-01 into timestamp", "INSERT INTO stamps (at) VALUES ('2110-01-01 00:00:00')");
    }

    private Task<int> Write(DateTimeKind kind)
    {
        shop.ChangeTracker.Clear();
        shop.TimeProbes.Add(new() { Moment = DateTime.SpecifyKind(ShopSamples.Noon, kind) });
        return shop.SaveChangesAsync();
    }

    private async Task Add(TimeProbe probe)
    {
        shop.TimeProbes.Add(probe);
        await shop.SaveChangesAsync();
    }
}
