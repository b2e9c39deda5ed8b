using Matrix.Cli.Merging;
using Matrix.Cli.Summaries;
using Matrix.Harness;
using Spectre.Console;

namespace Matrix.Cli.Comparing;

/// <summary><c>matrix diff</c>: compares two runs, such as yesterday's and today's, or the same on an older and a newer version.</summary>
internal sealed class DiffCommand(DiffOptions options, IAnsiConsole console)
{
    /// <summary>Compares, and prints.</summary>
    /// <returns>The exit code: red when anything is broken or gone.</returns>
    /// <exception cref="MatrixException">There is nothing to compare, or a file is not what it should be.</exception>
    public int Execute()
    {
        var old = Parts.Join(PartReader.Read(options.Old), [], []);
        var @new = Parts.Join(PartReader.Read(options.New), [], []);
        var pairs = TargetPair.Of(old, @new, options.Pairs);
        var changes = Comparison.Of(old, @new, pairs, options.Slower);
        PagePrinter.Print(DiffPage.Write(pairs, changes), console);
        return changes.Any(c => c.Kind is ChangeKind.Broken or ChangeKind.Gone) ? ExitCodes.Red : ExitCodes.Green;
    }
}
