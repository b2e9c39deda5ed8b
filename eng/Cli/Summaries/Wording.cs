using Matrix.Cli.Merging;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Summaries;

/// <summary>How commands and files are spelled for the reader.</summary>
internal sealed class Wording(Repository repository, LedgerFolder ledger, string results)
{
    /// <summary>The file of the merged results.</summary>
    public string Results => repository.Shown(results);

    /// <summary>The ledger's file for a behaviour.</summary>
    public string LedgerOf(string behaviour) => repository.Shown(ledger.FileOf(behaviour));

    /// <summary>The command that runs just one cell.</summary>
    public static string Again(Behaviour behaviour, Cell cell)
    {
        var name = behaviour.Name.Split('(')[0];
        return OperatingSystem.IsWindows()
            ? $"eng/run.ps1 -Backend {cell.Target} -Filter {name}"
            : $"eng/run.sh --backend {cell.Target} --filter {name}";
    }

    /// <summary>A verdict as it is read in a row of counts.</summary>
    public static string Of(Harness.Verdicts.Verdict verdict) => verdict switch
    {
        Harness.Verdicts.Verdict.Difference => "differ",
        Harness.Verdicts.Verdict.Unavailable => "no server",
        _ => verdict.ToString().ToLowerInvariant(),
    };
}
