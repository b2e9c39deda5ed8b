using System.Text.Json.Nodes;
using Matrix.Cli.Accepting;
using Matrix.Cli.Merging;
using Matrix.Cli.Running;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Accepting;

public sealed class AcceptanceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Every_target_s_answer_goes_into_one_entry_and_nothing_is_red_any_more()
    {
        var (results, accepted) = Accept(needsReasons: false, Ran.Whole(Ran.Sqlite, Unknown(false)), Ran.Whole(Ran.MySql, Unknown(true)));

        Assert.Equal(0, results.ExitCode);
        Assert.Equal(["sqlite", "mysql@9.7"], accepted.Select(a => a.Target));
        var entry = Ledger().Single();
        Assert.Equal(["sqlite false", "mysql true"], entry.Observations["x"].Select(a => $"{a.Key} {a.Value!.ToJsonString()}"));
        Assert.Equal(["sqlite@3.50", "mysql@9.7"], entry.Measured);
    }

    [Fact]
    public void Without_a_reason_it_stays_red_where_reasons_are_needed()
    {
        var (results, accepted) = Accept(needsReasons: true, Ran.Whole(Ran.Sqlite, Unknown(false)));

        Assert.Equal(1, results.ExitCode);
        Assert.True(accepted.Single().LacksReason);
    }

    [Fact]
    public void A_reason_that_a_person_wrote_stays_and_is_enough()
    {
        Write("""{ "A": { "reason": "A person's words.", "source": "s", "measured": ["sqlite@3.50"], "observations": { "x": { "sqlite": 1 } } } }""");

        var (results, accepted) = Accept(needsReasons: true, Ran.Whole(Ran.Sqlite, Unknown(false) with { Verdict = Verdict.Changed }));

        Assert.Equal(0, results.ExitCode);
        Assert.False(accepted.Single().LacksReason);
        Assert.Equal("A person's words.", Ledger().Single().Reason);
    }

    [Fact]
    public void A_green_answer_of_another_version_keeps_its_own_value()
    {
        Write("""{ "A": { "reason": "r", "source": "s", "observations": { "x": { "postgres": 1 } } } }""");

        Accept(needsReasons: false, Ran.Whole(Ran.Postgres18, Unknown(2) with { Verdict = Verdict.Changed }), Ran.Whole(Ran.Postgres17, Ran.Differs("Crud.A", "x", 1)));

        Assert.Equal(["postgres@<18 1", "postgres@>=18 2"], Ledger().Single().Observations["x"].Select(a => $"{a.Key} {a.Value!.ToJsonString()}"));
    }

    [Fact]
    public void What_a_ledger_cannot_mend_is_left_red()
    {
        var (results, accepted) = Accept(
            needsReasons: false,
            Ran.On(Ran.Sqlite, Ran.Started(Ran.Sqlite), Ran.Ready(Ran.Sqlite), new CellsBound(["Crud.B"]), Ran.Fails("Crud.Leaks", "leaked"), Ran.Ended));

        Assert.Equal(1, results.ExitCode);
        Assert.Empty(accepted);
        Assert.Empty(Ledger());
    }

    [Fact]
    public void An_entry_that_expects_nothing_any_more_says_so()
    {
        Write("""{ "A": { "reason": "A person's words.", "source": "s", "measured": ["sqlite@3.50"], "fails": { "sqlite": { "error": "unique" } } } }""");

        var (_, accepted) = Accept(needsReasons: false, Ran.Whole(Ran.Sqlite, Ran.Cell("Crud.A", Verdict.Stale) with { LedgerKey = "Crud.A" }));

        Assert.True(accepted.Single().ExpectsNothing);
        Assert.Equal("A person's words.", Ledger().Single().Reason);
    }

    public void Dispose() => folder.Dispose();

    private static CellJudged Unknown(JsonNode answer) => Ran.Fails("Crud.A", "no such observation") with
    {
        Observations = new Dictionary<string, JsonNode?> { ["x"] = answer },
        LedgerKey = "Crud.A",
    };

    private void Write(string ledger) => folder.Write("Crud.differences.json", ledger);

    private IReadOnlyCollection<LedgerEntry> Ledger() => DifferenceLedger.Read(folder.Path).Entries;

    private (MatrixResults, IReadOnlyList<Accepted>) Accept(bool needsReasons, params TargetOutcome[] outcomes)
    {
        var results = Merger.Merge(outcomes, cancelled: false, DateTime.UtcNow, TimeSpan.Zero);
        var accepted = new Acceptance(new LedgerFolder(folder.Path, null), DifferenceLedger.Read(folder.Path), needsReasons).Accept(results);
        return (results.With(accepted), accepted);
    }
}
