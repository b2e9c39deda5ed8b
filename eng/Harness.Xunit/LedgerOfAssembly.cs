using System.Reflection;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;

namespace Matrix.Harness.Xunit;

/// <summary>The ledger that was built into a test assembly's folder, with every entry resolved to its test.</summary>
internal static class LedgerOfAssembly
{
    /// <param name="assembly">The test assembly.</param>
    /// <param name="folder">Where the build copied the ledger.</param>
    /// <param name="source">Where it was copied from, to be named in messages.</param>
    public static (DifferenceLedger, IReadOnlyList<ProblemFound>) Read(Assembly assembly, string folder, string? source)
    {
        DifferenceLedger ledger;
        try
        {
            ledger = DifferenceLedger.Read(folder);
        }
        catch (LedgerException e)
        {
            var message = source is null ? e.Message : e.Message.Replace(folder + Path.DirectorySeparatorChar, source, StringComparison.Ordinal);
            return (DifferenceLedger.Empty, [new(Verdict.Fail, "ledger", message)]);
        }

        var known = BehaviourNames.InAssembly(assembly).ToHashSet(StringComparer.Ordinal);
        return (ledger,
        [
            .. ledger.Entries.Select(e => e.Behaviour).Where(b => !known.Contains(BehaviourNames.WithoutArguments(b))).Select(b => new ProblemFound(
                Verdict.Missing, b,
                $"{b}: the ledger has an entry for this test, and there is no such test. If it was renamed, rename the entry in {b.Split('.')[0]}.differences.json; if it is gone, delete the entry.")),
        ]);
    }
}
