using System.Text.Json.Nodes;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Ledger;

public sealed class LedgerAcceptanceTests
{
    private const string Behaviour = "TextComparison.Equality_ignores_case";

    [Fact]
    public void A_first_answer_makes_an_entry_without_a_reason()
    {
        var entry = Accept(null, "sqlite@3.50.4", ("equal", false));

        Assert.Equal("", entry!.Reason);
        Assert.Equal(["sqlite@3.50"], entry.Measured);
        Assert.Equal("sqlite false", Answers(entry));
    }

    [Fact]
    public void Other_engines_answers_stay()
    {
        var entry = Accept(Accept(null, "mysql@9.7.0", ("equal", true)), "sqlite@3.50.4", ("equal", false));

        Assert.Equal(["sqlite@3.50", "mysql@9.7"], entry!.Measured);
        Assert.Equal("sqlite false, mysql true", Answers(entry));
    }

    [Fact]
    public void Reason_and_source_stay()
    {
        var reasoned = Accept(null, "sqlite@3.50", ("equal", false))! with { Reason = "Collations.", Source = "https://sqlite.org" };

        var entry = Accept(reasoned, "sqlite@3.51", ("equal", true));

        Assert.Equal(("Collations.", "https://sqlite.org"), (entry!.Reason, entry.Source));
    }

    [Fact]
    public void A_reason_stays_even_when_nothing_is_left_to_expect()
    {
        var failing = AcceptFailure(null, "mysql@9.7", new("unique", null, null, null, null))! with { Reason = "A person's words." };

        var entry = Accept(failing, "mysql@9.7");

        Assert.Equal("A person's words.", entry!.Reason);
        Assert.Empty(entry.Fails);
    }

    [Fact]
    public void An_entry_that_nobody_explained_goes_when_nothing_is_left_to_expect()
    {
        var failing = AcceptFailure(null, "mysql@9.7", new("unique", null, null, null, null));

        Assert.Null(Accept(failing, "mysql@9.7"));
    }

    [Fact]
    public void A_version_that_answers_alike_needs_no_range()
    {
        var entry = Accept(Accept(null, "postgres@17.6", ("equal", 1)), "postgres@18.1", ("equal", 1));

        Assert.Equal("postgres 1", Answers(entry!));
    }

    [Fact]
    public void An_answer_that_changed_between_versions_becomes_ranges()
    {
        var entry = Accept(Accept(Accept(null, "postgres@15.4", ("equal", 1)), "postgres@17.6", ("equal", 1)), "postgres@18.1", ("equal", 2));

        Assert.Equal("postgres@<18 1, postgres@>=18 2", Answers(entry!));
    }

    [Fact]
    public void An_answer_of_versions_between_others_becomes_a_bounded_range()
    {
        LedgerEntry? entry = null;
        foreach (var (version, answer) in ((string, int)[])[("18", 1), ("15", 1), ("16", 2), ("17", 2)])
            entry = Accept(entry, "postgres@" + version, ("equal", answer));

        Assert.Equal("postgres@<16 1, postgres@16..17 2, postgres@>=18 1", Answers(entry!));
    }

    [Fact]
    public void Ranges_fold_again_when_the_versions_agree_again()
    {
        var split = Accept(Accept(null, "mariadb@10.11.5", ("equal", 1)), "mariadb@11.8.3", ("equal", 2));

        var entry = Accept(split, "mariadb@11.8.4", ("equal", 1));

        Assert.Equal("mariadb 1", Answers(entry!));
    }

    [Fact]
    public void A_range_that_a_person_wrote_stays_where_it_says_so_already()
    {
        var entry = Accept(null, "postgres@18", ("equal", 2))! with
        {
            Observations = new Dictionary<string, IReadOnlyDictionary<string, JsonNode?>>
            {
                ["equal"] = new Dictionary<string, JsonNode?> { ["postgres@<18"] = 1, ["postgres@>=18"] = 2 },
            },
        };

        Assert.Equal("postgres@<18 1, postgres@>=18 2", Answers(Accept(entry, "postgres@18", ("equal", 2))!));
    }

    [Fact]
    public void A_label_that_is_no_longer_observed_goes()
    {
        var entry = Accept(Accept(null, "sqlite@3.50", ("old", 1), ("equal", 1)), "sqlite@3.50", ("equal", 1));

        Assert.Equal(["equal"], entry!.Observations.Keys);
    }

    [Fact]
    public void What_a_failed_test_never_came_to_observe_stays_known()
    {
        var known = Accept(null, "sqlite@3.50", ("first", 1), ("second", 2));

        var entry = LedgerAcceptance.Accept(known, Behaviour, Engine("sqlite@3.50"), Observed(("first", 1)), new("unique", null, null, null, null));

        Assert.Equal(["first", "second"], entry!.Observations.Keys);
        Assert.Equal(["sqlite"], entry.Fails.Keys);
    }

    [Fact]
    public void A_failure_on_one_version_alone_is_declared_for_that_version()
    {
        var passed = Accept(Accept(null, "postgres@17", ("equal", 1)), "postgres@18", ("equal", 1));

        var entry = AcceptFailure(passed, "postgres@17", new("syntax", "42601", null, null, null));

        Assert.Equal(["postgres@<18"], entry!.Fails.Keys);
    }

    private static LedgerEntry? Accept(LedgerEntry? entry, string engine, params (string Label, JsonNode? Answer)[] observations) =>
        LedgerAcceptance.Accept(entry, Behaviour, Engine(engine), Observed(observations), null);

    private static LedgerEntry? AcceptFailure(LedgerEntry? entry, string engine, ExpectedFailure failure) =>
        LedgerAcceptance.Accept(entry, Behaviour, Engine(engine), Observed(), failure);

    private static Dictionary<string, JsonNode?> Observed(params (string Label, JsonNode? Answer)[] observations) =>
        observations.ToDictionary(o => o.Label, o => o.Answer);

    private static EngineIdentity Engine(string text) => new(text.Split('@')[0], text.Split('@')[1]);

    private static string Answers(LedgerEntry entry) =>
        string.Join(", ", entry.Observations.Single().Value.Select(a => $"{a.Key} {a.Value?.ToJsonString() ?? "null"}"));
}
