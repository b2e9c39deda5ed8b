using Matrix.Harness.Results;
using Matrix.Harness.Xunit;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Xunit;

public sealed class TestClockTests
{
    private readonly SteppedTime time = new();

    [Fact]
    public async Task A_test_takes_what_is_left_without_its_waits()
    {
        var clock = new TestClock(time);

        await clock.WaitForServerAsync(() => Task.FromResult(Wait(1000)));
        Wait(200);
        clock.Begin();
        Wait(3);
        await clock.WaitForLeaseAsync(() => ValueTask.FromResult(Wait(40)));
        clock.Begin();
        Wait(5);

        Assert.Equal((8, new Waits(1000, 200, 40)), clock.Read());
    }

    [Fact]
    public async Task A_wait_in_vain_is_a_wait()
    {
        var clock = new TestClock(time);

        clock.Begin();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await clock.WaitForLeaseAsync<int>(() =>
        {
            Wait(40);
            throw new InvalidOperationException();
        }));

        Assert.Equal(0, clock.Read().TookMs);
    }

    [Fact]
    public void A_test_whose_turn_never_came_took_nothing() => Assert.Equal((0, null), new TestClock(time).Read());

    private int Wait(int milliseconds)
    {
        time.Pass(milliseconds / 1000.0);
        return milliseconds;
    }
}
