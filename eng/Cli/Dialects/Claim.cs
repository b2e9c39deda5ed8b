using System.Text.Json.Nodes;
using Matrix.Cli.Summaries;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Dialects;

/// <summary>Something that was said of engines, and the answers that would bear it out.</summary>
/// <param name="Text">What was said.</param>
/// <param name="HoldsIf">The answers; the claim holds when all of them were given.</param>
/// <param name="Open">What would have to be measured besides and was not; <see langword="null"/> when the answers decide.</param>
internal sealed record Claim(string Text, IReadOnlyList<ClaimedAnswer> HoldsIf, string? Open = null)
{
    /// <summary>Whether the ledger bears it out.</summary>
    public string Verdict(IReadOnlyCollection<LedgerEntry> entries) =>
        !HoldsIf.All(a => Measured(a, entries) == Answer.Spell(a.Answer)) ? "**refuted**" : Open is null ? "held" : "open";

    /// <summary>What the engines answered, one line for each, and what was not asked.</summary>
    public IEnumerable<string> Evidence(IReadOnlyCollection<LedgerEntry> entries) =>
        HoldsIf.Select(a => $"{a.Engine}, {a.Label.Replace("|", "\\|", StringComparison.Ordinal)}: `{Measured(a, entries)}`").Concat(Open is null ? [] : [Open]);

    private string Measured(ClaimedAnswer claimed, IReadOnlyCollection<LedgerEntry> entries)
    {
        var entry = entries.FirstOrDefault(e => e.Behaviour == claimed.Behaviour);
        return entry?.Observations.GetValueOrDefault(claimed.Label)?.TryGetValue(claimed.Engine, out var answer) == true
            ? Answer.Spell(answer)
            : throw new Harness.MatrixException(
                $"docs/claims.json rests '{Text}' on {claimed.Behaviour}, '{claimed.Label}', {claimed.Engine}: {(claimed.Ledger is null ? "the ledger" : $"the ledger in {claimed.Ledger}")} has no such answer. Name one that it has.");
    }
}

/// <summary>An answer that a claim expects.</summary>
/// <param name="Behaviour">The behaviour that asks.</param>
/// <param name="Label">Its observation.</param>
/// <param name="Engine">The engine, as the ledger names it.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Ledger">The folder of the ledger that has it, from the working copy's; <see langword="null"/> for that of the behaviours.</param>
internal sealed record ClaimedAnswer(string Behaviour, string Label, string Engine, JsonNode? Answer, string? Ledger = null);
