using Matrix.Cli.CommandLine;
using Matrix.Cli.Merging;
using Matrix.Cli.Summaries;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Targets;
using Spectre.Console;

namespace Matrix.Cli.Explaining;

/// <summary><c>matrix explain</c>: one behaviour with everything that the ledger and the last results say of it.</summary>
internal sealed class ExplainCommand(Repository repository, ExplainOptions options, IAnsiConsole console)
{
    private const int Offered = 3;

    /// <summary>Explains.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="MatrixException">There is no such behaviour; the message offers the nearest.</exception>
    public int Execute()
    {
        var ledger = DifferenceLedger.Read(repository.Behaviours);
        var folder = options.Results ?? repository.DefaultResults;
        var results = options.Results is null && !Directory.Exists(folder) ? null : Parts.Join(PartReader.Read(folder), [], TargetList.Read(repository.TargetsFile).All);
        var known = (results?.Behaviours.Select(b => b.Name) ?? []).Union(ledger.Entries.Select(e => e.Behaviour), StringComparer.Ordinal).ToList();
        var asked = Matching(known);
        var wording = new Wording(repository, new LedgerFolder(repository.Behaviours, repository.LedgerSchema), Path.Combine(folder, "results.json"), Spelling.IsPowerShell);
        foreach (var name in asked)
            PagePrinter.Print(ExplainPage.Write(name, results?.Behaviours.FirstOrDefault(b => b.Name == name), ledger.Of(name), wording), console);
        return ExitCodes.Green;
    }

    private List<string> Matching(List<string> known)
    {
        var wanted = options.Behaviour.Trim();
        // The whole name; without arguments, every row of a theory; without its subject, whichever has it.
        foreach (var spelled in (Func<string, string>[])[n => n, n => n.Split('(')[0], Method, n => Method(n).Split('(')[0]])
        {
            if (known.Where(n => spelled(n).Equals(wanted, StringComparison.OrdinalIgnoreCase)).ToList() is { Count: > 0 } found)
                return found.Count > 1 ? [.. found.Where(n => n.Contains('(') || found.All(f => f.Split('(')[0] != n || f == n))] : found;
        }

        var nearest = known.Select(n => n.Split('(')[0]).Distinct()
            .OrderBy(n => Math.Min(NearestName.Distance(n, wanted), NearestName.Distance(Method(n), wanted))).Take(Offered).ToList();
        throw new MatrixException($"There is no behaviour '{wanted}' in the ledger or the last results. {(nearest.Count > 0 ? $"The nearest are {string.Join(", ", nearest)}." : $"Run them first: {Spelling.Of("")}.")}");
    }

    private static string Method(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
