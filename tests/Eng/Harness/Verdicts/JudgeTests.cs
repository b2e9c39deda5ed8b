using System.Text.Json.Nodes;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Servers;
using Matrix.Harness.Verdicts;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Verdicts;

public class JudgeTests
{
    private static readonly EngineIdentity Postgres = new("postgres", "18.1");

    [Fact]
    public void Nothing_expected_and_nothing_happened_is_a_pass()
    {
        var judged = Judge(null, []);

        Assert.Equal(Verdict.Pass, judged.Verdict);
        Assert.Null(judged.Message);
    }

    [Fact]
    public void An_answer_on_which_engines_differ_is_a_difference()
    {
        var judged = Judge(Answers(("sqlite", 1), ("postgres", 2)), Observed(2));

        Assert.Equal(Verdict.Difference, judged.Verdict);
    }

    [Fact]
    public void An_answer_that_all_engines_give_is_a_pass()
    {
        var judged = Judge(Answers(("sqlite", 2), ("postgres", 2)), Observed(2));

        Assert.Equal(Verdict.Pass, judged.Verdict);
    }

    [Fact]
    public void An_observation_without_an_entry_fails_and_proposes_one()
    {
        var judged = Judge(null, Observed(2));

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Equal("x: postgres@18 answered 2; the ledger has no such observation", judged.Message);
        Assert.Equal("""{"postgres":2}""", JsonOf(judged.Proposal!.Observations["x"]));
        Assert.Equal(["postgres@18"], judged.Proposal.Measured);
    }

    [Fact]
    public void An_observation_on_an_engine_that_the_entry_does_not_know_fails()
    {
        var judged = Judge(Answers(("sqlite", 1)), Observed(2));

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Equal("x: postgres@18 answered 2; the ledger knows no answer of postgres at this version, only sqlite 1", judged.Message);
    }

    [Fact]
    public void Another_answer_than_expected_is_changed()
    {
        var judged = Judge(Answers(("sqlite", 1), ("postgres", 2)), Observed(3));

        Assert.Equal(Verdict.Changed, judged.Verdict);
        Assert.Equal("x: the ledger says that postgres@18 answers 2; it answered 3", judged.Message);
    }

    [Fact]
    public void The_answer_that_all_others_give_is_stale()
    {
        var judged = Judge(Answers(("sqlite", 1), ("mysql", 1), ("postgres", 2)), Observed(1));

        Assert.Equal(Verdict.Stale, judged.Verdict);
        Assert.Equal("x: the ledger says that postgres@18 answers 2; it now answers 1, as all others do", judged.Message);
    }

    [Fact]
    public void An_expected_observation_that_was_not_made_is_changed()
    {
        var judged = Judge(Answers(("postgres", 2)), []);

        Assert.Equal(Verdict.Changed, judged.Verdict);
        Assert.Contains("the test did not make it", judged.Message);
    }

    [Fact]
    public void An_observation_that_another_engine_alone_makes_is_not_missed()
    {
        var judged = Judge(Answers(("sqlite", 2)), []);

        Assert.Equal(Verdict.Pass, judged.Verdict);
    }

    [Theory]
    [InlineData("1.5", "1.50", Verdict.Changed)]
    [InlineData("1.50", "1.50", Verdict.Pass)]
    [InlineData("\"1\"", "1", Verdict.Changed)]
    [InlineData("null", "null", Verdict.Pass)]
    public void Answers_are_equal_when_they_are_spelled_alike(string expected, string answered, Verdict verdict)
    {
        var entry = new LedgerEntry("S.m", "r", "s")
        {
            Observations = new Dictionary<string, IReadOnlyDictionary<string, JsonNode?>>
            {
                ["x"] = new Dictionary<string, JsonNode?> { ["postgres"] = JsonNode.Parse(expected) },
            },
        };

        var judged = Judge(entry, new() { ["x"] = JsonNode.Parse(answered) });

        Assert.Equal(verdict, judged.Verdict);
    }

    [Fact]
    public void A_failure_that_the_entry_names_is_a_difference()
    {
        var judged = Judge(FailsWith(new(null, null, null, "InvalidOperationException", "no such")), [], new InvalidOperationException("there is no such thing"));

        Assert.Equal(Verdict.Difference, judged.Verdict);
    }

    [Fact]
    public void A_failure_that_the_entry_does_not_name_is_changed()
    {
        var judged = Judge(FailsWith(new(null, null, null, "InvalidOperationException", null)), [], new FormatException("bad"));

        Assert.Equal(Verdict.Changed, judged.Verdict);
        Assert.Contains("it failed with {\"exception\":\"FormatException\",\"message\":\"bad\"}", judged.Message);
    }

    [Fact]
    public void A_declared_failure_that_passes_is_stale_and_proposes_no_entry()
    {
        var judged = Judge(FailsWith(new(null, null, null, "InvalidOperationException", null)), []);

        Assert.Equal(Verdict.Stale, judged.Verdict);
        Assert.Null(judged.Proposal);
    }

    [Fact]
    public void A_failure_that_no_entry_declares_fails()
    {
        var judged = Judge(null, [], new FormatException("bad"));

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Equal("bad", judged.Message);
    }

    [Theory]
    [InlineData(true, Verdict.Fail)]
    [InlineData(false, Verdict.Difference)]
    public void An_entry_without_a_reason_fails_where_reasons_are_needed(bool needsReason, Verdict verdict)
    {
        var entry = Answers(("sqlite", 1), ("postgres", 2)) with { Reason = " " };

        var judged = Judge(entry, Observed(2), needsReason: needsReason);

        Assert.Equal(verdict, judged.Verdict);
    }

    [Fact]
    public void The_gravest_finding_is_the_verdict()
    {
        var observed = Observed(1);
        observed["unknown"] = 1;

        var judged = Judge(Answers(("sqlite", 1), ("postgres", 2)), observed);

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Equal(2, judged.Message!.Split('\n').Length);
    }

    private static Judgement Judge(LedgerEntry? entry, Dictionary<string, JsonNode?> observed, Exception? exception = null, bool needsReason = false) =>
        new Judge(Postgres, _ => new DatabaseError(ErrorKind.Other, null, null), needsReason).Of("S.m", entry, observed, exception);

    private static Dictionary<string, JsonNode?> Observed(int value) => new() { ["x"] = value };

    private static LedgerEntry Answers(params (string Engine, int Value)[] answers) => new("S.m", "Because.", "https://example.org")
    {
        Observations = new Dictionary<string, IReadOnlyDictionary<string, JsonNode?>>
        {
            ["x"] = answers.ToDictionary(a => a.Engine, a => (JsonNode?)a.Value),
        },
    };

    private static LedgerEntry FailsWith(ExpectedFailure failure) => new("S.m", "Because.", "https://example.org")
    {
        Fails = new Dictionary<string, ExpectedFailure> { ["postgres"] = failure },
    };

    private static string JsonOf(IReadOnlyDictionary<string, JsonNode?> answers) =>
        new JsonObject(answers.Select(a => KeyValuePair.Create(a.Key, a.Value?.DeepClone()))).ToJsonString();
}
