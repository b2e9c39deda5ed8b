namespace Matrix.Cli.Progress;

/// <summary>Lines for a log: one when a target's server answers, one when it has ended.</summary>
internal sealed class PlainProgress(TextWriter output) : IProgressView
{
    private readonly Lock gate = new();
    private readonly HashSet<string> shown = [];

    public void Show(TargetProgress progress)
    {
        lock (gate)
        {
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
