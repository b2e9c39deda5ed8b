using Matrix.Harness.Verdicts;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class DateAndTime(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe, Dialect dialect)
{
    [Fact]
    public async Task An_impossible_date_is_refused()
    {
        await ask.Statement("INSERT of 2023-02-30 into date", "INSERT INTO time_probes (day) VALUES ('2023-02-30')");
        await ask.Statement("INSERT of 0000-00-00 into date", "INSERT INTO time_probes (day) VALUES ('0000-00-00')");
        await ask.Statement("INSERT of 'tomorrow' into date", "INSERT INTO time_probes (day) VALUES ('tomorrow')");
    }

    [Fact]
    public async Task A_month_after_the_end_of_January_is_the_end_of_February()
    {
        await Add(new() { Moment = new(2023, 1, 31, 0, 0, 0, DateTimeKind.Utc) });

        observe.Value("LINQ: 2023-01-31 AddMonths(1)", (await shop.TimeProbes.Select(t => t.Moment!.Value.AddMonths(1)).SingleAsync()).ToString("yyyy-MM-dd", null));
    }

    [Fact]
    public async Task A_year_after_the_leap_day_is_the_end_of_February()
    {
        await Add(new() { Moment = new(2024, 2, 29, 0, 0, 0, DateTimeKind.Utc) });

        observe.Value("LINQ: 2024-02-29 AddYears(1)", (await shop.TimeProbes.Select(t => t.Moment!.Value.AddYears(1)).SingleAsync()).ToString("yyyy-MM-dd", null));
    }

    [Fact]
    public async Task Fractions_beyond_a_column_s_precision_are_rounded()
    {
        await Add(new() { Millisecond = ShopSamples.Noon.AddTicks(1_2345_67) });
        await Add(new() { Millisecond = ShopSamples.Noon.AddTicks(9_999_999) });

        observe.Value("12:00:00.1234567 and 12:00:00.9999999 to the millisecond", await shop.TimeProbes.AsNoTracking().OrderBy(t => t.Id).Select(t => TimeOnly.FromDateTime(t.Millisecond!.Value)).ToListAsync());
    }

    [Fact]
    public async Task A_time_keeps_all_seven_digits_of_NET()
    {
        await Add(new() { Moment = ShopSamples.Noon.AddTicks(9_999_999) });

        observe.Value("12:00:00.9999999, read back", TimeOnly.FromDateTime((await shop.TimeProbes.AsNoTracking().Select(t => t.Moment).SingleAsync())!.Value));
    }

    [Fact]
    public async Task A_time_is_found_by_the_value_that_was_written()
    {
        var written = ShopSamples.Noon.AddTicks(1_234_567);
        await Add(new() { Moment = written });

        Assert.True(await shop.TimeProbes.AnyAsync(t => t.Moment == written));
    }

    [Fact]
    public async Task Days_and_times_of_day_are_kept()
    {
        await Add(new() { Day = new(2024, 2, 29), Clock = new(23, 59, 59) });

        var read = await shop.TimeProbes.AsNoTracking().SingleAsync();

        Assert.Equal((new DateOnly(2024, 2, 29), new TimeOnly(23, 59, 59)), (read.Day, read.Clock));
    }

    [Fact]
    public async Task The_end_of_the_day_stays_on_that_day()
    {
        await ask.Outcome("TimeOnly.MaxValue, read back", async () =>
        {
            await Add(new() { Clock = TimeOnly.MaxValue });
            return await shop.TimeProbes.AsNoTracking().Select(t => t.Clock).SingleAsync();
        });
    }

    [Fact]
    public async Task A_time_span_may_go_past_a_day()
    {
        Assert.Equal(TimeSpan.FromHours(26), await RoundTrip(TimeSpan.FromHours(26)));
        Assert.Equal(TimeSpan.FromSeconds(-1), await RoundTrip(TimeSpan.FromSeconds(-1)));
        await ask.Outcome("100 days", () => RoundTrip(TimeSpan.FromDays(100)));
    }

    [Fact]
    public async Task Time_spans_are_ordered_by_length()
    {
        await Add(new() { Span = TimeSpan.FromHours(2) });
        await Add(new() { Span = TimeSpan.FromHours(26) });
        await Add(new() { Span = TimeSpan.FromHours(-3) });

        await ask.Outcome("LINQ: OrderBy over 2, 26 and -3 hours", () => shop.TimeProbes.OrderBy(t => t.Span).Select(t => t.Span).ToListAsync());
    }

    [Fact]
    public async Task The_first_and_the_last_moment_of_NET_are_kept()
    {
        Assert.Equal("0001-01-01T00:00:00.0000000", await RoundTrip(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc)));
        await ask.Outcome("DateTime.MaxValue", () => RoundTrip(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)));
    }

    [Fact]
    public async Task The_year_2040_is_kept_in_every_column()
    {
        var moment = new DateTime(2040, 2, 29, 12, 0, 0, DateTimeKind.Utc);
        await Add(new() { Moment = moment, Millisecond = moment, Zoned = moment, Day = DateOnly.FromDateTime(moment) });

        var read = await shop.TimeProbes.AsNoTracking().SingleAsync();

        Assert.Equal((moment, moment, moment, DateOnly.FromDateTime(moment)), (read.Moment, read.Millisecond, read.Zoned, read.Day));
    }

    [Fact]
    public async Task Parts_of_a_moment_can_be_asked_for()
    {
        await Add(new() { Moment = ShopSamples.Noon });

        Assert.Equal(1, await shop.TimeProbes.CountAsync(t => t.Moment!.Value.Year == 2024 && t.Moment.Value.Month == 5 && t.Moment.Value.Day == 17 && t.Moment.Value.Hour == 12));
        Assert.Equal(DayOfWeek.Friday, await shop.TimeProbes.Select(t => t.Moment!.Value.DayOfWeek).SingleAsync());
    }

    [Fact]
    public async Task Dates_can_be_subtracted() => await ask.Expression("DATE '2024-03-01' - DATE '2024-02-01'");

    [Fact]
    public async Task Moments_can_be_subtracted_in_LINQ()
    {
        await Add(new() { Moment = ShopSamples.Noon, Millisecond = ShopSamples.Noon.AddHours(-30) });

        await ask.Outcome("LINQ: (later - earlier).TotalHours", () => shop.TimeProbes.Select(t => (t.Moment!.Value - t.Millisecond!.Value).TotalHours).SingleAsync());
    }

    [Fact]
    public async Task Now_stands_still_within_a_transaction()
    {
        var first = await sql.Scalar($"SELECT {dialect.Now}");
        var began = DateTime.UtcNow;
        while (DateTime.UtcNow - began < TimeSpan.FromMilliseconds(20))
            await Task.Delay(5, TestContext.Current.CancellationToken);

        observe.Value("now is the same 20 ms later", Equals(first, await sql.Scalar($"SELECT {dialect.Now}")));
    }

    [Fact]
    public async Task Now_stands_still_within_a_statement() =>
        Assert.Equal(1L, Convert.ToInt64(await sql.Scalar($"SELECT CASE WHEN {dialect.Now} = {dialect.Now} THEN 1 ELSE 0 END"), null));

    private async Task Add(TimeProbe probe)
    {
        shop.ChangeTracker.Clear();
        shop.TimeProbes.Add(probe);
        await shop.SaveChangesAsync();
    }

    private async Task<TimeSpan?> RoundTrip(TimeSpan value)
    {
        await Add(new() { Span = value });
        return await shop.TimeProbes.AsNoTracking().OrderByDescending(t => t.Id).Select(t => t.Span).FirstAsync();
    }

    private async Task<string> RoundTrip(DateTime value)
    {
        await Add(new() { Moment = value });
        return (await shop.TimeProbes.AsNoTracking().OrderByDescending(t => t.Id).Select(t => t.Moment).FirstAsync())!.Value.ToString("O", null)[..27];
    }
}
