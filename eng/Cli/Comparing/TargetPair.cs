using Matrix.Cli.Merging;
using Matrix.Harness;

namespace Matrix.Cli.Comparing;

/// <summary>A target of the old results, and the one of the new that it is compared with.</summary>
internal sealed record TargetPair(TargetReport Old, TargetReport New)
{
    /// <summary>The pair for a person to read: <c>postgres@15 15.18 → postgres@18 18.6</c>.</summary>
    public override string ToString() => $"{Spell(Old)} → {Spell(New)}";

    /// <summary>The target's name, where both have the same; else both.</summary>
    public string Name => Old.Name == New.Name ? New.Name : $"{Old.Name} → {New.Name}";

    /// <summary>Pairs targets as they are asked for, or by name; where an engine has one target left on either side, those two, as in an upgrade.</summary>
    /// <exception cref="MatrixException">A target that is asked for is not there, or there is nothing to compare.</exception>
    public static IReadOnlyList<TargetPair> Of(MatrixResults old, MatrixResults @new, IReadOnlyList<string> asked)
    {
        if (asked.Count > 0)
            return [.. asked.Select(a => Parse(a, old, @new))];

        var same = old.Targets.Join(@new.Targets, t => t.Name, t => t.Name, (o, n) => new TargetPair(o, n)).ToList();
        var upgrades =
            from o in old.Targets.Where(t => same.All(p => p.Old != t)).GroupBy(EngineOf)
            join n in @new.Targets.Where(t => same.All(p => p.New != t)).GroupBy(EngineOf) on o.Key equals n.Key
            where o.Count() == 1 && n.Count() == 1
            select new TargetPair(o.Single(), n.Single());
        List<TargetPair> pairs = [.. same, .. upgrades];
        return pairs.Count > 0
            ? pairs
            : throw new MatrixException($"The old results are of {Names(old)}, the new ones of {Names(@new)}: no target is in both, and no engine has one in each. Say which to compare: --pair OLD=NEW.");
    }

    private static TargetPair Parse(string asked, MatrixResults old, MatrixResults @new) => asked.Split('=') is [var from, var to]
        ? new(Find(old, from, "old"), Find(@new, to, "new"))
        : throw new MatrixException($"'{asked}' names no pair. Name a target of the old and one of the new results, such as --pair postgres@15=postgres@18.");

    private static TargetReport Find(MatrixResults results, string name, string which) => results.Targets.FirstOrDefault(t => t.Name == name)
        ?? throw new MatrixException($"The {which} results have no target '{name}'. They are of {Names(results)}.");

    private static string Names(MatrixResults results) => results.Targets.Count == 0 ? "no target" : string.Join(", ", results.Targets.Select(t => t.Name));

    private static string EngineOf(TargetReport target) => target.Name.Split('@')[0];

    private static string Spell(TargetReport target) => target.EngineVersion is null ? target.Name : $"{target.Name} ({target.EngineVersion})";
}
