using System.CommandLine.Completions;
using Matrix.Harness;
using Matrix.Harness.Targets;

namespace Matrix.Cli.CommandLine;

/// <summary>Engines and targets, for a shell that completes words.</summary>
internal static class TargetNames
{
    /// <summary>How a list of them may go on. Nothing where there is no list of targets.</summary>
    public static IEnumerable<CompletionItem> Of(CompletionContext context)
    {
        var typed = context.WordToComplete;
        var before = typed[..(typed.LastIndexOf(',') + 1)];
        return Known().Select(name => new CompletionItem(before + name));
    }

    private static IEnumerable<string> Known()
    {
        try
        {
            var targets = TargetList.Read(Repository.Here().TargetsFile).All;
            return [.. targets.Select(t => t.Engine).Concat(targets.Select(t => t.Name)).Concat(["all", "every"]).Distinct()];
        }
        catch (MatrixException)
        {
            return [];
        }
    }
}
