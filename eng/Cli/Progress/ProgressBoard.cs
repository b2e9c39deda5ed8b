using System.Globalization;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Progress;

/// <summary>Where each target is, and for how long: a line a target.</summary>
internal sealed class ProgressBoard
{
    private const int Gap = 3;
    private const int BarWidth = 30;
    private const int NarrowestBar = 10;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly List<Place> places;
    private readonly int nameWidth;

    /// <summary>A board of targets that wait.</summary>
    public ProgressBoard(IEnumerable<Target> targets, TimeProvider time)
    {
        this.time = time;
        places = [.. targets.Select(t => new Place(new(t, Phase.Waiting), time.GetTimestamp(), TimeSpan.Zero))];
        nameWidth = places.Select(p => p.Progress.Target.Name.Length).DefaultIfEmpty().Max();
    }

    /// <summary>Takes a target's state.</summary>
    /// <returns>Whether the target came to another phase.</returns>
    public bool Show(TargetProgress progress)
    {
        lock (gate)
        {
            var at = places.FindIndex(p => p.Progress.Target == progress.Target);
            var place = places[at];
            var moved = Stage(place.Progress) != Stage(progress);
            // A target that has ended was running until then.
            var ended = progress.Phase == Phase.Ended ? place.Progress.Phase == Phase.Ended ? place.Took : time.GetElapsedTime(place.Since) : TimeSpan.Zero;
            places[at] = new(progress, moved && progress.Phase != Phase.Ended ? time.GetTimestamp() : place.Since, ended);
            return moved;
        }
    }

    /// <summary>The lines, each at most so wide.</summary>
    public IReadOnlyList<string> Lines(int width)
    {
        lock (gate)
            return [.. places.Select(p => Line(p, width))];
    }

    /// <summary>One target's line.</summary>
    public string Line(Target target, int width)
    {
        lock (gate)
            return Line(places.Find(p => p.Progress.Target == target)!, width);
    }

    /// <summary>The targets that have not ended.</summary>
    public IReadOnlyList<Target> Unfinished()
    {
        lock (gate)
            return [.. places.Where(p => p.Progress.Phase != Phase.Ended).Select(p => p.Progress.Target)];
    }

    private string Line(Place place, int width)
    {
        var progress = place.Progress;
        var clock = Seconds(progress.Phase == Phase.Ended ? place.Took : time.GetElapsedTime(place.Since), progress.Phase == Phase.Ended);
        string?[] parts = progress.Phase switch
        {
            Phase.Waiting => ["waiting", clock],
            Phase.Building => ["building", clock],
            Phase.Ended when progress.Unavailable => [progress.Done > 0 ? progress.Counts : null, "no server", clock],
            Phase.Ended when progress.Total == 0 && progress.Server is null => ["not run"],
            Phase.Ended => [progress.Counts, clock, progress.Server],
            _ when progress.Server is null || progress.Total == 0 => ["starting", clock, progress.Search is [.., var last] ? $"server: {last}" : null],
            _ => [progress.Counts, clock],
        };
        var line = $"  {progress.Target.Name.PadRight(nameWidth)}{new string(' ', Gap)}{string.Join(new string(' ', Gap), parts.Where(p => p is not null))}";
        if (progress is { Phase: Phase.Running, Total: > 0, Server: not null } && width - line.Length - Gap >= NarrowestBar)
            line += new string(' ', Gap) + Bar(progress, Math.Min(BarWidth, width - line.Length - Gap));
        return line.Length <= width ? line : line[..(width - 1)] + "…";
    }

    private static string Bar(TargetProgress progress, int width)
    {
        var done = width * progress.Done / progress.Total;
        return new string('━', done) + new string('·', width - done);
    }

    private static string Seconds(TimeSpan time, bool exactly) => time.TotalSeconds.ToString(exactly ? "0.0" : "0", CultureInfo.InvariantCulture) + " s";

    private static int Stage(TargetProgress progress) => progress.Phase switch { Phase.Waiting => 0, Phase.Building => 1, Phase.Ended => 3, _ => 2 };

    private sealed record Place(TargetProgress Progress, long Since, TimeSpan Took);
}
