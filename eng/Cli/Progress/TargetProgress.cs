using Matrix.Cli.Results;
using Matrix.Harness.Targets;
using Matrix.Harness.Text;

namespace Matrix.Cli.Progress;

/// <summary>How far a target has come, at one moment.</summary>
/// <param name="Target">The target.</param>
/// <param name="Phase">Where it is in its run.</param>
internal sealed record TargetProgress(Target Target, Phase Phase)
{
    /// <summary>What was said while a server was looked for.</summary>
    public IReadOnlyList<string> Search { get; private init; } = [];

    /// <summary>The server, once it answers: <c>3.50.4, in process, ready in 0.02 s</c>.</summary>
    public string? Server { get; private init; }

    /// <summary>Whether there is no server, or no longer.</summary>
    public bool Unavailable { get; private init; }

    /// <summary>The tests that are to run, as far as is known.</summary>
    public int Total { get; private init; }

    /// <summary>Those that have a verdict.</summary>
    public int Done { get; private init; }

    /// <summary>Those that are red.</summary>
    public int Red { get; private init; }

    /// <summary>What a target's results amount to by now.</summary>
    /// <param name="target">The target.</param>
    /// <param name="phase">Where it is in its run.</param>
    /// <param name="results">Its results.</param>
    public static TargetProgress Of(Target target, Phase phase, TargetResults results) => new(target, phase)
    {
        Search = [.. results.Search.Select(PlainText.Of)],
        Server = results.Server is { } server ? PlainText.Of($"{server.EngineVersion}, {server.Source}, ready in {server.ReadyMs / 1000:0.00} s") : null,
        Unavailable = results.NoServer is not null,
        Total = Math.Max(results.Bound.Count, results.Cells.Count),
        Done = results.Cells.Count,
        Red = results.Cells.Values.Count(c => c.Verdict.IsRed()),
    };

    /// <summary>The counts: <c>27 of 27, 3 red</c>.</summary>
    public string Counts => $"{Done} of {Total}" + (Red > 0 ? $", {Red} red" : "");
}
