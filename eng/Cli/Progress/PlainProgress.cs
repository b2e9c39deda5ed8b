using Matrix.Harness.Targets;

namespace Matrix.Cli.Progress;

/// <summary>Lines for a log: what is built, what each target came to, and a sign of life where either takes long.</summary>
internal sealed class PlainProgress(ProgressBoard board, TextWriter output, TimeProvider time) : IProgressView
{
    private const int Width = 200;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly HashSet<string> built = [];
    private long spoken = time.GetTimestamp();

    public void Show(TargetProgress progress)
    {
        lock (gate)
        {
            if (!board.Show(progress))
                return;
            if (progress.Phase == Phase.Building && built.Add(progress.Target.Backend))
                Say($"  building {progress.Target.Backend}");
            if (progress.Phase == Phase.Ended)
                Say(board.Line(progress.Target, Width));
        }
    }

    public async Task FollowAsync(Task run)
    {
        while (await Task.WhenAny(run, Task.Delay(Interval, CancellationToken.None)) != run)
            Beat();
    }

    /// <summary>Says where the targets are when nothing was said for a while.</summary>
    public void Beat()
    {
        lock (gate)
        {
            if (time.GetElapsedTime(spoken) < Silence)
                return;
            foreach (Target target in board.Unfinished())
                Say(board.Line(target, Width));
        }
    }

    private void Say(string line)
    {
        output.WriteLine(line);
        spoken = time.GetTimestamp();
    }
}
