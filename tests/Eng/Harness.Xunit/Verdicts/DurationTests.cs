using Matrix.Harness.Results;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Xunit.Verdicts;

public sealed class DurationTests(ThrowawayBackend backend)
{
    [Fact]
    public async Task What_tests_took_one_after_the_other_is_no_more_than_the_run_took()
    {
        var run = await backend.RunWithAsync("Sleeps.For_a_while", "--parallel", "all", "--max-threads", "1");

        run.Ended(0, "succeeded: 10");
        Assert.All(run.Cells, c => Assert.True(c.DurationMs >= 200, $"{c.Name} slept and took {c.DurationMs} ms"));
        Assert.True(run.Cells.Sum(c => c.DurationMs) <= run.Events.OfType<RunEnded>().Single().DurationMs);
        Assert.All(run.Cells, c => Assert.NotNull(c.Waited));
    }
}
