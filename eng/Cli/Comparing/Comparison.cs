using Matrix.Cli.Merging;
using Matrix.Cli.Results;
using Matrix.Cli.Summaries;

namespace Matrix.Cli.Comparing;

/// <summary>Holds two sets of results against each other.</summary>
internal static class Comparison
{
    // Below this, a time is noise.
    private const double NoticeableMs = 100;

    /// <summary>What is not as it was, by kind and name. A cell stands there once, by the first kind that fits; slower ones beside.</summary>
    /// <param name="old">The earlier results.</param>
    /// <param name="new">The later ones.</param>
    /// <param name="pairs">The targets to compare.</param>
    /// <param name="slower">How many times as long a behaviour must take to count as slower; 0.1 s more at least.</param>
    public static IReadOnlyList<Change> Of(MatrixResults old, MatrixResults @new, IReadOnlyList<TargetPair> pairs, double slower)
    {
        var changes = new List<Change>();
        foreach (var pair in pairs)
        {
            var before = CellsOf(old, pair.Old.Name);
            var after = CellsOf(@new, pair.New.Name);
            foreach (var name in before.Keys.Union(after.Keys, StringComparer.Ordinal))
            {
                var (o, n) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
                if (Kind(o, n) is { } kind)
                    changes.Add(new(kind, name, pair, o, n));
                if (o?.DurationMs is { } took && n?.DurationMs is { } takes && takes > took * slower && takes - took > NoticeableMs)
                    changes.Add(new(ChangeKind.Slower, name, pair, o, n));
            }
        }

        return [.. changes.OrderBy(c => c.Kind).ThenBy(c => c.Behaviour, StringComparer.Ordinal)];
    }

    /// <summary>A cell's answers, spelled; by label. How it failed is one of them.</summary>
    public static IReadOnlyDictionary<string, string> Answers(Cell cell)
    {
        var answers = cell.Observations.ToDictionary(o => o.Key, o => Answer.Whole(o.Value), StringComparer.Ordinal);
        if (cell.Failure is { } failure)
            answers[""] = Answer.Whole(failure);
        return answers;
    }

    private static ChangeKind? Kind(Cell? old, Cell? @new)
    {
        if (!Ran(old))
            return Ran(@new) ? @new!.IsRed ? ChangeKind.Broken : old?.IsRed == true ? ChangeKind.Fixed : ChangeKind.New : null;
        if (!Ran(@new))
            return ChangeKind.Gone;
        if (old!.IsRed != @new!.IsRed)
            return @new.IsRed ? ChangeKind.Broken : ChangeKind.Fixed;
        var (before, after) = (Answers(old), Answers(@new));
        return before.Count == after.Count && before.All(b => after.GetValueOrDefault(b.Key) == b.Value) ? null : ChangeKind.Changed;
    }

    private static bool Ran(Cell? cell) => cell?.Verdict.Ran() == true;

    private static Dictionary<string, Cell> CellsOf(MatrixResults results, string target) =>
        results.Cells.Where(c => c.Cell.Target == target).ToDictionary(c => c.Behaviour.Name, c => c.Cell, StringComparer.Ordinal);
}
