using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Xunit.Verdicts;

/// <summary>What keeps a run from being green by having done less than it seems.</summary>
public sealed class HonestRunTests(ThrowawayBackend backend)
{
    [Theory]
    [InlineData("Notes.Skipped", "not before Monday")]
    [InlineData("Notes.Skipped_while_running", "not on a Monday")]
    public async Task A_skipped_test_is_told_with_its_reason(string test, string reason)
    {
        var run = await backend.RunAsync(test);

        var cell = run.Cell(0, "skipped: 1", reason);
        Assert.Equal((Verdict.Skipped, reason), (cell.Verdict, cell.Error));
    }

    [Fact]
    public async Task Zero_tests_fail_the_run()
    {
        var run = await backend.RunAsync("Notes.Nothing_of_the_name");

        run.Ended(8, "Zero tests ran");
    }

    [Fact]
    public async Task An_error_on_a_thread_that_is_nobody_s_test_is_one_line_with_a_code_of_its_own()
    {
        var run = await backend.RunAsync("Notes.Throws_on_a_thread_of_its_own");

        run.Ended(70, "Matrix, this test program: this error was not foreseen: InvalidOperationException: The moon fell. Its trace is in ", "Please report it");
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_is_only_run_when_asked_is_not_bound()
    {
        var run = await backend.RunAsync("Notes.Only_when_asked");

        run.Ended(0, "skipped: 1", "Not run (due to explicit test filtering)");
        Assert.Empty(run.Events.OfType<CellsBound>().Single().Names);
    }

    [Fact]
    public async Task A_test_that_commits_inside_its_rolled_back_lease_fails_by_name()
    {
        var run = await backend.RunAsync("Notes.Commits");

        var cell = run.Cell(2, "failed: 1", "Notes.Commits on sqlite", "leaked out of its lease");
        Assert.Equal(Verdict.Fail, cell.Verdict);
        Assert.Contains("COMMIT", cell.Sql);
    }

    [Fact]
    public async Task What_a_test_leaks_cannot_be_accepted_along_with_its_failure()
    {
        var run = await backend.RunAsync("Notes.Commits_and_fails");

        var cell = run.Cell(2, "failed: 1", "The rest is silence.", "leaked out of its lease");
        Assert.Equal(Verdict.Fail, cell.Verdict);
        Assert.Null(cell.LedgerKey);
        Assert.Null(cell.LedgerEntry);
    }

    [Fact]
    public async Task A_test_that_runs_out_of_time_fails_and_the_run_ends()
    {
        var run = await backend.RunAsync("Notes.Never_ends");

        Assert.Equal(Verdict.Fail, run.Cell(2, "failed: 1", "200").Verdict);
        Assert.IsType<RunEnded>(run.Events[^1]);
    }

    [Fact]
    public async Task A_test_without_a_time_out_of_its_own_has_the_run_s()
    {
        var run = await backend.RunAsync("Notes.Hangs", null, "MATRIX_TEST_TIMEOUT=0.3");

        Assert.Equal(Verdict.Fail, run.Cell(2, "failed: 1", "timed out after 300 milliseconds").Verdict);
        Assert.IsType<RunEnded>(run.Events[^1]);
    }

    [Theory]
    [InlineData("MATRIX_TEST_TIMEOUT=soon", "MATRIX_TEST_TIMEOUT=soon is no time.")]
    [InlineData("MATRIX_SHARD=3/2", "'3/2' is no shard.")]
    public async Task A_variable_that_cannot_be_understood_fails_the_run(string variable, string complaint)
    {
        var run = await backend.RunAsync("Notes.Observes_by_row", null, variable);

        run.Ended(2, complaint);
    }

    [Fact]
    public async Task The_parts_of_a_run_are_disjoint_and_together_the_whole()
    {
        var whole = await backend.RunAsync("Notes.*", null, "MATRIX_TEST_TIMEOUT=0.5");
        var parts = new List<ThrowawayRun>();
        foreach (var part in (string[])["1/3", "2/3", "3/3"])
            parts.Add(await backend.RunAsync("Notes.*", null, "MATRIX_TEST_TIMEOUT=0.5", $"MATRIX_SHARD={part}"));

        var bound = whole.Events.OfType<CellsBound>().Single().Names;
        Assert.Equal(bound.Order(StringComparer.Ordinal), parts.SelectMany(p => p.Events.OfType<CellsBound>().Single().Names).Order(StringComparer.Ordinal));
        Assert.All(parts, p => Assert.NotEmpty(p.Cells));
        Assert.Equal(["1/3", "2/3", "3/3"], parts.Select(p => p.Events.OfType<RunStarted>().Single().Shard));
        Assert.Single(parts.Select(p => p.Events.OfType<RunStarted>().Single().Division).Distinct());
    }

    [Theory]
    [InlineData("EXIT=0")]
    [InlineData("EXIT=7")]
    [InlineData("CRASH=true")]
    public async Task A_process_that_ends_midway_is_red_and_keeps_what_it_wrote(string how)
    {
        var run = await backend.RunAsync("TheCrash.*", null, how);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal(("BeforeTheCrash.Passes", Verdict.Pass), run.Cells.Select(c => (c.Name, c.Verdict)).Single());
        Assert.Equal(2, run.Events.OfType<CellsBound>().Single().Names.Count);
        Assert.DoesNotContain(run.Events, e => e is RunEnded);
    }

    [Fact]
    public async Task A_server_that_is_not_to_be_had_skips_its_tests_where_nobody_asked_for_it()
    {
        var run = await backend.RunAsync("Notes.Passes", null, "NO_SERVER=true");

        var cell = run.Cell(0, "skipped: 1", "sqlite cannot be had: it is switched off. Switch it on.");
        Assert.Equal(Verdict.Unavailable, cell.Verdict);
        Assert.Contains(run.Events, e => e is ServerMissing { Lost: false });
    }

    [Theory]
    [InlineData("CI=true")]
    [InlineData("MATRIX_REQUIRED=true")]
    public async Task A_server_that_is_not_to_be_had_fails_its_tests_where_it_is_required(string required)
    {
        var run = await backend.RunAsync("Notes.Passes", null, "NO_SERVER=true", required);

        Assert.Equal(Verdict.Unavailable, run.Cell(2, "failed: 1", "Switch it on.").Verdict);
    }
}
