using Matrix.Harness.Verdicts;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Xunit.Verdicts;

public sealed class LedgerProblemTests(ThrowawayBackend backend)
{
    [Fact]
    public async Task An_entry_whose_test_is_gone_fails_the_run()
    {
        var run = await backend.RunAsync("Notes.Passes", """{ "Was_renamed": { "reason": "arithmetic", "fails": { "sqlite": { "error": "unique" } } } }""");

        var problem = run.Problem(2, "failed: 1", "succeeded: 1", "Notes.Was_renamed: the ledger has an entry for this test, and there is no such test", "rename the entry");
        Assert.Equal(Verdict.Missing, problem.Verdict);
        Assert.Equal("Notes.Was_renamed", problem.Name);
    }

    [Fact]
    public async Task A_broken_file_is_named_with_line_and_remedy_and_nothing_runs()
    {
        var run = await backend.RunAsync("Notes.Passes", "{\n  \"Passes\": {\n    \"reason\": \n}");

        var problem = run.Problem(2, "failed: 1", "succeeded: 0");
        Assert.Contains($"{Path.Combine(backend.Behaviours, "Notes.differences.json")}(4): the ledger is not JSON", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Mend it by hand", problem.Message, StringComparison.Ordinal);
        Assert.Empty(run.Cells);
    }

    [Fact]
    public async Task An_entry_without_a_reason_is_red_in_CI_alone()
    {
        const string Ledger = """{ "Observes": { "reason": "", "observations": { "answer": { "sqlite": 42, "postgres": 41 } } } }""";

        var laptop = await backend.RunAsync("Notes.Observes", Ledger);
        var ci = await backend.RunAsync("Notes.Observes", Ledger, "CI=true");

        Assert.Equal(Verdict.Difference, laptop.Cell(0, "succeeded: 1").Verdict);
        var cell = ci.Cell(2, "failed: 1", "its entry in Notes.differences.json has no reason");
        Assert.Equal(Verdict.Fail, cell.Verdict);
        // What the ledger expects is right: nothing is to be accepted.
        Assert.Null(cell.LedgerKey);
        Assert.Null(cell.LedgerEntry);
    }
}
