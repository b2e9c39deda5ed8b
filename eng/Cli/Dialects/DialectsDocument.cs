using System.Text;
using Matrix.Cli.Summaries;
using Matrix.Harness;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Dialects;

/// <summary>The ledger as a page for people: a table for each subject, engines and versions across.</summary>
/// <param name="entries">The ledger's entries.</param>
/// <param name="claims">What was said of engines before anybody asked them.</param>
/// <param name="linkOf">The way from the page to a behaviour's test.</param>
/// <param name="elsewhere">Answers of engines that are no target, on which claims rest besides.</param>
internal sealed class DialectsDocument(
    IReadOnlyCollection<LedgerEntry> entries, IReadOnlyList<Claim> claims, Func<LedgerEntry, string> linkOf, IReadOnlyCollection<LedgerEntry>? elsewhere = null)
{
    private static readonly string[] EngineOrder = ["sqlite", "postgres", "mysql", "mariadb"];

    /// <summary>The page, in Markdown.</summary>
    public string Write()
    {
        var text = new StringBuilder("""
            # Where the engines disagree

            Written by `eng/run.sh dialects` from the ledger in `tests/Shared/Behaviours`; a test fails when the two part. Every answer here was given by a server, and is held against the ledger on each run. A blank cell was never measured. Versions of one engine that answer alike throughout a subject share a column.


            """);
        WriteClaims(text);
        text.Append("## Subjects\n\n");
        var subjects = entries.GroupBy(e => e.Subject).OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        foreach (var subject in subjects)
            text.Append($"- [{Words(subject.Key)}](#{Anchor(subject.Key)}): {Count(subject.Count(), "behaviour")}\n");
        foreach (var subject in subjects)
            WriteSubject(text, subject.Key, [.. subject]);
        return text.ToString();
    }

    private void WriteClaims(StringBuilder text)
    {
        if (claims.Count == 0)
            return;
        text.Append("## What was believed\n\nMatrix began with a document that made these claims. What the engines said:\n\n| claim | | as measured |\n|---|---|---|\n");
        IReadOnlyCollection<LedgerEntry> measured = [.. entries, .. elsewhere ?? []];
        foreach (var claim in claims)
            text.Append($"| {claim.Text} | {claim.Verdict(measured)} | {string.Join("<br>", claim.Evidence(measured))} |\n");
        text.Append('\n');
    }

    private void WriteSubject(StringBuilder text, string subject, IReadOnlyList<LedgerEntry> ofSubject)
    {
        var columns = ColumnsOf(ofSubject);
        text.Append($"\n## {Words(subject)}\n\n| | {string.Join(" | ", columns.Select(c => c.Title))} |\n|---|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (var entry in ofSubject)
        {
            text.Append($"| **[{Words(entry.Key)}]({linkOf(entry)})**[^{NoteOf(entry)}] |{string.Concat(columns.Select(_ => " |"))}\n");
            foreach (var (label, answers) in entry.Observations)
                WriteRow(text, Escape(label), columns, engine => LedgerEntry.TryFind(answers, engine, out var answer) ? Code(Answer.Spell(answer)) : "", entry);
            if (entry.Fails.Count > 0)
                WriteRow(text, "the test", columns, engine => LedgerEntry.TryFind(entry.Fails, engine, out var failure) ? Code(Answer.Spell(failure)) : "passes", entry);
        }

        text.Append('\n');
        foreach (var entry in ofSubject)
        {
            var reason = entry.Reason.Length > 0 ? entry.Reason : "The reason is still to be written.";
            var source = entry.Source.Length > 0 ? $" [Read on]({entry.Source})." : "";
            var sql = entry.Sql is null ? "" : $" Sent: {Code(entry.Sql)}";
            text.Append($"[^{NoteOf(entry)}]: {reason}{source}{sql}\n");
        }
    }

    private static void WriteRow(StringBuilder text, string label, IReadOnlyList<Column> columns, Func<EngineIdentity, string> answer, LedgerEntry entry) =>
        text.Append($"| {label} | {string.Join(" | ", columns.Select(c => c.Engines.Any(e => entry.Measured.Contains(e.ToString())) ? answer(c.Engines[0]) : ""))} |\n");

    private static List<Column> ColumnsOf(IReadOnlyList<LedgerEntry> ofSubject)
    {
        var columns = new List<Column>();
        var engines = ofSubject.SelectMany(e => e.Measured).Distinct().Select(Parse)
            .OrderBy(e => Array.IndexOf(EngineOrder, e.Name)).ThenBy(e => e.Version, Comparer<string>.Create(EngineRange.Compare));
        foreach (var engine in engines)
        {
            if (columns.Count > 0 && columns[^1].Engines[0] is var before && before.Name == engine.Name && ofSubject.All(e => Alike(e, before, engine)))
                columns[^1].Engines.Add(engine);
            else
                columns.Add(new([engine]));
        }

        return columns;
    }

    private static bool Alike(LedgerEntry entry, EngineIdentity a, EngineIdentity b) =>
        entry.Measured.Contains(a.ToString()) == entry.Measured.Contains(b.ToString())
        && entry.Observations.Values.All(answers =>
            (LedgerEntry.TryFind(answers, a, out var left) ? Answer.Spell(left) : "") == (LedgerEntry.TryFind(answers, b, out var right) ? Answer.Spell(right) : ""))
        && LedgerEntry.TryFind(entry.Fails, a, out var failsLeft) == LedgerEntry.TryFind(entry.Fails, b, out var failsRight) && failsLeft == failsRight;

    private static EngineIdentity Parse(string measured) => new(measured.Split('@')[0], measured.Split('@')[1]);

    private static string NoteOf(LedgerEntry entry) => Anchor(entry.Subject + "-" + entry.Key);

    private static string Anchor(string name) => string.Concat(Words(name).ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');

    private static string Words(string name) =>
        string.Concat(name.Replace('_', ' ').Select((c, i) => i > 0 && char.IsUpper(c) && char.IsLower(name[i - 1]) ? " " + char.ToLowerInvariant(c) : c.ToString()));

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    // Two backticks hold a text that has one; in a table a bar must be escaped even there.
    private static string Code(string text) =>
        (text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`").Replace("|", "\\|", StringComparison.Ordinal);

    private sealed record Column(List<EngineIdentity> Engines)
    {
        public string Title => Engines[0].Name + " " + string.Join(", ", Engines.Select(e => e.Version));
    }
}
