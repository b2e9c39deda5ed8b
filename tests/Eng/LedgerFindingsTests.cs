using System.Text.Json.Nodes;
using Matrix.Harness.Ledger;
using Xunit;

namespace Matrix.Tests.Eng;

/// <summary>Each check of the whole ledger, shown firing.</summary>
public class LedgerFindingsTests
{
    private static readonly LedgerEntry Good = new("S.m", "Engines differ, so compare with a collation.", "https://example.org")
    {
        Measured = ["sqlite@3.50", "mysql@9.7"],
        Observations = Answers(("sqlite", 1), ("mysql", 2)),
    };

    [Fact]
    public void A_good_ledger_has_no_findings()
    {
        LedgerEntry[] ledger = [Good];

        Assert.Empty(LedgerFindings.SameEverywhere(ledger));
        Assert.Empty(LedgerFindings.WithoutReason(ledger));
        Assert.Empty(LedgerFindings.WithoutSource(ledger));
        Assert.Empty(LedgerFindings.Unmeasured(ledger));
        Assert.Empty(LedgerFindings.WithoutAnswer(ledger));
    }

    [Fact]
    public void Answers_that_are_the_same_everywhere_are_found() =>
        Assert.Single(LedgerFindings.SameEverywhere([Good with { Observations = Answers(("sqlite", 1), ("mysql", 1)) }]));

    [Fact]
    public void One_of_them_beside_a_difference_is_found() =>
        Assert.Single(LedgerFindings.SameEverywhere([Good with { Observations = new Dictionary<string, IReadOnlyDictionary<string, JsonNode?>>(Good.Observations) { ["y"] = Answers(("sqlite", 1), ("mysql", 1))["x"] } }]));

    [Theory]
    [InlineData("")]
    [InlineData("Too short.")]
    [InlineData("There is no full stop at the end")]
    public void A_reason_that_is_no_sentence_is_found(string reason) =>
        Assert.Single(LedgerFindings.WithoutReason([Good with { Reason = reason }]));

    [Theory]
    [InlineData("")]
    [InlineData("the manual")]
    [InlineData("http://example.org")]
    public void A_source_that_is_no_page_is_found(string source) =>
        Assert.Single(LedgerFindings.WithoutSource([Good with { Source = source }]));

    [Fact]
    public void An_entry_that_was_not_measured_where_another_was_is_found() =>
        Assert.Single(LedgerFindings.Unmeasured([Good, Good with { Behaviour = "S.n", Measured = ["sqlite@3.50"] }]));

    [Fact]
    public void An_observation_without_an_answer_of_an_engine_that_was_asked_is_found() =>
        Assert.Single(LedgerFindings.WithoutAnswer([Good with { Observations = Answers(("sqlite", 1)) }]));

    private static Dictionary<string, IReadOnlyDictionary<string, JsonNode?>> Answers(params (string Engine, int Value)[] answers) =>
        new() { ["x"] = answers.ToDictionary(a => a.Engine, a => (JsonNode?)a.Value) };
}
