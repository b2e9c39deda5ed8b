namespace Matrix.Cli.Progress;

/// <summary>Lines for a log: how the search for a target's server goes, one when it answers, one when it has ended.</summary>
internal sealed class PlainProgress(TextWriter output) : IProgressView
{
    private readonly Lock gate = new();
    private readonly HashSet<string> shown = [];
    private readonly Dictionary<string, int> searched = [];

    public void Show(TargetProgress progress)
    {
        lock (gate)
        {
            var told = searched.GetValueOrDefault(progress.Target.Name);
            foreach (var line in progress.Search.Skip(told))
                output.WriteLine($"{progress.Target.Name}: {line}");
            searched[progress.Target.Name] = progress.Search.Count;
            if (progress.Server is { } server)
                Once("server", server);
            if (progress.Phase == Phase.Ended)
                Once("end", progress.Counts);
        }

        void Once(string what, string text)
        {
            if (shown.Add($"{what} {progress.Target.Name}"))
                output.WriteLine($"{progress.Target.Name}: {text}");
        }
    }
}
