using Matrix.Cli.Results;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Summaries;

/// <summary>How commands and files are spelled for the reader.</summary>
/// <param name="repository">The working copy, from which paths are shown.</param>
/// <param name="ledger">The ledger's files.</param>
/// <param name="results">The file of the merged results.</param>
/// <param name="windows">Whether commands are spelled for PowerShell.</param>
internal sealed class Wording(Repository repository, LedgerFolder ledger, string results, bool windows)
{
    /// <summary>The file of the merged results.</summary>
    public string Results => repository.Shown(results);

    /// <summary>The ledger's file for a behaviour.</summary>
    public string LedgerOf(string behaviour) => repository.Shown(ledger.FileOf(behaviour));

    /// <summary>Where all differences that the ledger knows are to be read.</summary>
    public string Dialects => File.Exists(repository.DialectsPage) ? $"see {repository.Shown(repository.DialectsPage)}" : $"{Command("dialects")} writes them all down";

    /// <summary>The command that runs just one cell.</summary>
    public string Again(string behaviour, string target) => Command($"--backend {target} --filter {behaviour.Split('(')[0]}");

    /// <summary>The command that runs a target.</summary>
    public string Again(string target) => Command($"--backend {target}");

    /// <summary>The command that accepts what these targets answer.</summary>
    public string Accept(IEnumerable<string> targets) => Command($"--backend {string.Join(',', targets)} --accept");

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

    private string Command(string arguments) => windows
        ? "eng/run.ps1 " + arguments.Replace("--backend", "-Backend", StringComparison.Ordinal).Replace("--filter", "-Filter", StringComparison.Ordinal).Replace("--accept", "-Accept", StringComparison.Ordinal)
        : "eng/run.sh " + arguments;
}
