using Matrix.Cli.CommandLine;
using Matrix.Cli.Results;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Summaries;

/// <summary>How commands and files are spelled for the reader.</summary>
/// <param name="repository">The working copy, from which paths are shown.</param>
/// <param name="ledger">The ledger's files.</param>
/// <param name="results">The file of the merged results.</param>
/// <param name="powerShell">Whether commands are spelled for PowerShell.</param>
internal sealed class Wording(Repository repository, LedgerFolder ledger, string results, bool powerShell)
{
    /// <summary>The file of the merged results.</summary>
    public string Results => repository.Shown(results);

    /// <summary>The ledger's file for a behaviour.</summary>
    public string LedgerOf(string behaviour) => repository.Shown(ledger.FileOf(behaviour));

    /// <summary>The page of the results.</summary>
    public string Report => repository.Shown(Path.Combine(Path.GetDirectoryName(results)!, "report.html"));

    /// <summary>The command that runs what was red again.</summary>
    public string Failed => Command("--failed" + Where);

    /// <summary>The command that accepts what was red.</summary>
    public string AcceptFailed => Command($"--failed --accept{Where}");

    /// <summary>The command that says what a machine lacks.</summary>
    public string Doctor => Command("doctor");

    /// <summary>The command that runs each engine.</summary>
    public string All => Command("--backend all");

    /// <summary>The command that lists what differs.</summary>
    public string ShowDifferences => Command("--show differences");

    /// <summary>The command that tells everything about a behaviour.</summary>
    public string Explain(string behaviour) => Command($"explain {behaviour.Split('(')[0]}{Where}");

    /// <summary>The line of the ledger at which an entry begins.</summary>
    public string PlaceOf(LedgerEntry entry)
    {
        var file = ledger.FileOf(entry.Behaviour);
        var start = LedgerText.Entry(entry).TrimStart().Split('\n')[0].TrimEnd('{', ' ');
        var line = File.Exists(file) ? File.ReadLines(file).Index().FirstOrDefault(l => l.Item.TrimStart().StartsWith(start, StringComparison.Ordinal)) : default;
        return line.Item is null ? repository.Shown(file) : $"{repository.Shown(file)}:{line.Index + 1}";
    }

    /// <summary>The command that runs just one cell.</summary>
    public string Again(string behaviour, string target) => Command($"--backend {target} --filter {behaviour.Split('(')[0]}");

    /// <summary>A verdict as it is read in a row of counts.</summary>
    public static string Of(Harness.Verdicts.Verdict verdict) => verdict switch
    {
        Harness.Verdicts.Verdict.Difference => "differ",
        Harness.Verdicts.Verdict.Unavailable => "no server",
        _ => verdict.ToString().ToLowerInvariant(),
    };

    /// <summary>How a verdict varied, and the order of tests that shows it.</summary>
    public static string Of(Flakiness flaky) =>
        string.Join(", ", flaky.Verdicts.Select(v => $"{v.Value} {Of(v.Key)}")) + (flaky.Seed is { } seed ? $"; the order of --shuffle {seed} shows it" : "");

    // What lies elsewhere is looked for where it is said to lie.
    private string Where => Path.GetFullPath(Path.GetDirectoryName(results)!) == Path.GetFullPath(repository.DefaultResults) ? "" : $" --results {repository.Shown(Path.GetDirectoryName(results)!)}";

    private string Command(string arguments) => Spelling.Of(arguments, powerShell);
}
