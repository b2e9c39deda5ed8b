using Matrix.Harness.Verdicts;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Xunit.Verdicts;

public sealed class ObservationTests(ThrowawayBackend backend)
{
    [Fact]
    public async Task That_the_ledger_lacks_fails_with_the_entry_to_add()
    {
        var run = await backend.RunAsync("Notes.Observes");

        var cell = run.Cell(2, "failed: 1", "the ledger has no such observation", "put this into Notes.differences.json", "\"answer\": { \"sqlite\": 42 }");
        Assert.Equal(Verdict.Fail, cell.Verdict);
        Assert.Equal(42, cell.Observations["answer"]!.GetValue<int>());
        Assert.Contains("\"sqlite\": 42", cell.LedgerEntry, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_all_engines_share_passes()
    {
        var run = await backend.RunAsync("Notes.Observes", Entry("""{ "sqlite": 42, "postgres": 42 }"""));

        Assert.Equal(Verdict.Pass, run.Cell(0, "succeeded: 1").Verdict);
    }

    [Fact]
    public async Task That_engines_answer_differently_is_a_difference()
    {
        var run = await backend.RunAsync("Notes.Observes", Entry("""{ "sqlite": 42, "postgres": 41 }"""));

        var cell = run.Cell(0, "succeeded: 1");
        Assert.Equal(Verdict.Difference, cell.Verdict);
        Assert.Equal("arithmetic", cell.Reason);
    }

    [Fact]
    public async Task With_another_value_is_changed()
    {
        var run = await backend.RunAsync("Notes.Observes", Entry("""{ "sqlite": 40, "postgres": 41 }"""));

        var cell = run.Cell(2, "failed: 1", "Notes.Observes on sqlite", "changed, it differs otherwise than the ledger says", "answers 40; it answered 42");
        Assert.Equal(Verdict.Changed, cell.Verdict);
    }

    [Fact]
    public async Task With_the_value_of_all_others_is_stale()
    {
        var run = await backend.RunAsync("Notes.Observes", Entry("""{ "sqlite": 40, "postgres": 42 }"""));

        var cell = run.Cell(2, "failed: 1", "stale, the ledger expects a difference that is gone", "it now answers 42, as all others do");
        Assert.Equal(Verdict.Stale, cell.Verdict);
    }

    [Fact]
    public async Task Known_of_other_engines_alone_fails_for_this_one()
    {
        var run = await backend.RunAsync("Notes.Observes", Entry("""{ "postgres": 42, "sqlite@<3": 42 }"""));

        var cell = run.Cell(2, "failed: 1", "the ledger knows no answer of sqlite at this version, only postgres 42");
        Assert.Equal(Verdict.Fail, cell.Verdict);
    }

    [Fact]
    public async Task No_longer_made_is_changed()
    {
        var run = await backend.RunAsync("Notes.Passes", """{ "Passes": { "reason": "arithmetic", "observations": { "answer": { "sqlite": 42 } } } }""");

        Assert.Equal(Verdict.Changed, run.Cell(2, "failed: 1", "the test did not make it").Verdict);
    }

    [Fact]
    public async Task Of_one_row_is_held_to_that_row()
    {
        var run = await backend.RunAsync("Notes.Observes_by_row", """{ "Observes_by_row(row: 1)": { "reason": "arithmetic", "observations": { "row": { "sqlite": 1 } } } }""");

        run.Ended(2, "failed: 1", "succeeded: 1", "Observes_by_row(row: 2)");
        Assert.Equal([Verdict.Pass, Verdict.Fail], run.Cells.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => c.Verdict));
    }

    private static string Entry(string answers) => $$"""{ "Observes": { "reason": "arithmetic", "observations": { "answer": {{answers}} } } }""";
}
