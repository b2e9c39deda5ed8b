using Matrix.Harness.Verdicts;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Xunit.Verdicts;

public sealed class ExpectedFailureTests(ThrowawayBackend backend)
{
    [Fact]
    public async Task That_comes_is_a_difference()
    {
        var run = await backend.RunAsync("Notes.Repeats_a_key", Entry("Repeats_a_key", """{ "error": "unique" }"""));

        Assert.Equal(Verdict.Difference, run.Cell(0, "succeeded: 1").Verdict);
    }

    [Fact]
    public async Task That_stays_away_is_stale()
    {
        var run = await backend.RunAsync("Notes.Passes", Entry("Passes", """{ "error": "unique" }"""));

        var cell = run.Cell(2, "failed: 1", "the ledger says that it fails on sqlite", "it no longer does", "delete its entry from Notes.differences.json");
        Assert.Equal(Verdict.Stale, cell.Verdict);
        Assert.Null(cell.LedgerEntry);
    }

    [Fact]
    public async Task That_comes_as_another_error_is_changed()
    {
        var run = await backend.RunAsync("Notes.Repeats_a_key", Entry("Repeats_a_key", """{ "error": "foreignKey" }"""));

        Assert.Equal(Verdict.Changed, run.Cell(2, "failed: 1", "it failed with", "\"unique\"").Verdict);
    }

    [Fact]
    public async Task That_comes_with_another_message_is_changed()
    {
        var run = await backend.RunAsync("Notes.Fails", Entry("Fails", """{ "message": "three is not one" }"""));

        Assert.Equal(Verdict.Changed, run.Cell(2, "failed: 1", "two is not one").Verdict);
    }

    [Fact]
    public async Task Of_another_engine_covers_nothing_here()
    {
        var run = await backend.RunAsync("Notes.Fails", """{ "Fails": { "reason": "arithmetic", "fails": { "mysql": { "message": "two is not one" } } } }""");

        Assert.Equal(Verdict.Fail, run.Cell(2, "failed: 1", "two is not one", "put this into Notes.differences.json").Verdict);
    }

    [Fact]
    public async Task That_no_ledger_declares_fails_as_it_would_without_one()
    {
        var run = await backend.RunAsync("Notes.Fails");

        var cell = run.Cell(2, "failed: 1", "two is not one");
        Assert.Equal(Verdict.Fail, cell.Verdict);
        Assert.Equal("two is not one", cell.Failure!.Message);
    }

    private static string Entry(string test, string failure) => $$"""{ "{{test}}": { "reason": "arithmetic", "fails": { "sqlite": {{failure}} } } }""";
}
