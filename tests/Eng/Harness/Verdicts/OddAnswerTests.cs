using System.Text.Json;
using System.Text.Json.Nodes;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Verdicts;

/// <summary>Answers that are hard to write down: half a character, and more than anybody reads.</summary>
public sealed class OddAnswerTests
{
    private static readonly EngineIdentity Engine = new("sqlite", "3.50.4");

    // An attribute cannot hold halves.
    public static TheoryData<string> Halves => ["half", "two halves", "whole"];

    [Theory]
    [MemberData(nameof(Halves))]
    public void Half_a_character_is_spelled_so_that_it_reads_back(string which)
    {
        var (answer, spelled) = which switch
        {
            "half" => ("half \ud83d of one", "half \\ud83d of one"),
            "two halves" => ("\ude00\ud83d", "\\ude00\\ud83d"),
            _ => ("a whole \ud83d\ude00", "a whole \ud83d\ude00"),
        };
        var observations = Observe("x", answer);

        var written = JsonSerializer.Serialize<ResultEvent>(new CellJudged("S.T", "S", Verdict.Fail, 1) { Observations = observations.Values }, ResultJson.Readable.ResultEvent);
        var read = ((CellJudged)JsonSerializer.Deserialize(written, ResultJson.Default.ResultEvent)!).Observations;

        Assert.Equal(spelled, read["x"]!.GetValue<string>());
    }

    [Theory]
    [InlineData('\ud83d', "\\ud83d")]
    [InlineData('é', "é")]
    public void So_is_a_character(char answer, string spelled) => Assert.Equal(spelled, Observe("x", answer).Values["x"]!.GetValue<string>());

    [Fact]
    public void What_holds_halves_is_green_once_it_is_accepted()
    {
        var observations = Observe("label \ud83d", (string[])["a\ud83d", "\ude00b"]);
        var entry = LedgerAcceptance.Accept(null, "S.T", Engine, observations.Values, null)! with { Reason = "It keeps halves." };

        using var folder = new TemporaryFolder();
        folder.Write("S.differences.json", LedgerText.File([entry], null));
        var judgement = new Judge(Engine, _ => throw new InvalidOperationException(), needsReason: true).Of("S.T", DifferenceLedger.Read(folder.Path).Of("S.T"), observations.Values, null);

        Assert.Equal((Verdict.Pass, null), (judgement.Verdict, judgement.Message));
    }

    [Fact]
    public void A_long_answer_is_told_by_its_length_and_hash()
    {
        var observations = Observe("x", new string('a', 1 << 20));

        var judgement = new Judge(Engine, _ => throw new InvalidOperationException(), needsReason: false).Of("S.T", null, observations.Values, null);

        Assert.Equal($"x: sqlite@3.50 answered \"{new string('a', 200)}…\" (1048576 characters, SHA-256 9bc1b2a288b2…); the ledger has no such observation", judgement.Message);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void A_text_is_shortened_from_a_length_on(int length, bool whole) => Assert.Equal(whole, LongText.Shorten(new string('é', length)).Length == length);

    [Fact]
    public void A_text_of_many_lines_is_shortened_line_by_line()
    {
        var text = LongText.Shorten("before\n" + new string('b', 5000) + "\nafter");

        Assert.StartsWith("before\nbbbb", text, StringComparison.Ordinal);
        Assert.EndsWith("…)\nafter", text, StringComparison.Ordinal);
        Assert.Contains("(5000 characters, SHA-256 ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_not_shortened_in_the_middle_of_a_character()
    {
        var text = LongText.Shorten(new string('a', 199) + string.Concat(Enumerable.Repeat("\ud83d\ude00", 500)));

        Assert.StartsWith(new string('a', 199) + "…", text, StringComparison.Ordinal);
        Assert.Equal(LongText.Spell(JsonValue.Create(new string('a', 199) + new string('é', 900)))[..200], "\"" + new string('a', 199));
    }

    private static Observations Observe(string label, object value)
    {
        var observations = new Observations(_ => throw new InvalidOperationException());
        observations.Value(label, value);
        return observations;
    }
}
