using System.Reflection;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Runs;
using Matrix.Harness.Verdicts;

namespace Matrix.Harness.Xunit;

/// <summary>The ledger that was built into a test assembly's folder, with every entry resolved to its test.</summary>
internal static class LedgerOfAssembly
{
    /// <summary>Reads it. A broken one is no ledger at all, and the one problem says where it is broken.</summary>
    public static (DifferenceLedger? Ledger, IReadOnlyList<ProblemFound> Problems) Read(Assembly assembly)
    {
        var folder = RunOptions.FromEnvironment().LedgerFolder ?? Path.Combine(AppContext.BaseDirectory, "ledger");
        DifferenceLedger ledger;
        try
        {
            ledger = DifferenceLedger.Read(folder);
        }
        catch (LedgerException e)
        {
            // The build copied it here; the one to mend is where it was copied from.
            var source = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "Matrix.Behaviours")?.Value;
            var message = source is null ? e.Message : e.Message.Replace(folder + Path.DirectorySeparatorChar, source, StringComparison.Ordinal);
            return (null, [new(Verdict.Fail, "ledger", message)]);
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
