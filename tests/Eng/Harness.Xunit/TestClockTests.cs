using Matrix.Harness.Results;
using Matrix.Harness.Xunit;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Xunit;

public sealed class TestClockTests
{
    private readonly ScriptedTime time = new();

    [Fact]
    public async Task A_test_takes_what_is_left_without_its_waits()
    {
        var clock = new TestClock(time);

        await clock.WaitForServerAsync(() => Task.FromResult(time.Pass(1000)));
        time.Pass(200);
        clock.Begin();
        time.Pass(3);
        await clock.WaitForLeaseAsync(() => ValueTask.FromResult(time.Pass(40)));
        clock.Begin();
        time.Pass(5);

        Assert.Equal((8, new Waits(1000, 200, 40)), clock.Read());
    }

    [Fact]
    public async Task A_wait_in_vain_is_a_wait()
    {
        var clock = new TestClock(time);

        clock.Begin();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await clock.WaitForLeaseAsync<int>(() =>
        {
            time.Pass(40);
            throw new InvalidOperationException();
        }));

        Assert.Equal(0, clock.Read().TookMs);
    }

    [Fact]
    public void A_test_whose_turn_never_came_took_nothing() => Assert.Equal((0, null), new TestClock(time).Read());

    private sealed class ScriptedTime : TimeProvider
    {
        // Zero would be a time like any other: a clock that has not begun must not be told by it.
        private long now = TimeSpan.TicksPerHour;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public int Pass(int milliseconds)
        {
            now += milliseconds * TimeSpan.TicksPerMillisecond;
            return milliseconds;
        }
    }
}
