using Matrix.Cli.Progress;
using Matrix.Cli.Results;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Running;

/// <summary>Runs one target's test program and follows what it writes.</summary>
internal sealed class TargetRun(Target target, bool required, RunOptions options, ResultsFolder folder, IProgressView view)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly TargetResults results = new();
    private readonly ResultsReader reader = new(folder.LinesOf(target));

    /// <summary>Runs it to its end, or until cancelled.</summary>
    public async Task<TargetOutcome> RunAsync(BackendProject project, CancellationToken cancellationToken)
    {
        view.Show(TargetProgress.Of(target, Phase.Starting, results));
        using var program = TestProgram.Start(project.Assembly, TestFilter.ArgumentsFor(options.Filters), Environment(), folder.LogOf(target));
        var end = program.WaitAsync(cancellationToken);
        string? broken = null;
        while (await Task.WhenAny(end, Task.Delay(Interval, CancellationToken.None)) != end)
            broken ??= Read(reader.ReadMore, Phase.Running);
        broken ??= Read(reader.ReadLast, Phase.Ended);
        return new(target, required, results) { ExitCode = await end, Broken = broken, Log = folder.LogOf(target) };
    }

    /// <summary>What to report of a target that was not started.</summary>
    public TargetOutcome NotRun(string why)
    {
        view.Show(TargetProgress.Of(target, Phase.Ended, results));
        return new(target, required, results) { Broken = why, Log = folder.LogOf(target) };
    }

    private string? Read(Func<IReadOnlyList<Harness.Results.ResultEvent>> read, Phase phase)
    {
        try
        {
            results.Add(read());
            return null;
        }
        catch (ResultsFileException e)
        {
            return e.Message;
        }
        finally
        {
            view.Show(TargetProgress.Of(target, phase, results));
        }
    }

    private Dictionary<string, string> Environment()
    {
        var variables = new Dictionary<string, string>
        {
            ["MATRIX_TARGET"] = target.Name,
            ["MATRIX_RESULTS"] = folder.LinesOf(target),
        };
        if (required)
            variables["MATRIX_REQUIRED"] = "true";
        if (options.Source is not null)
            variables["MATRIX_SOURCE"] = options.Source;
        if (options.Keep)
            variables["MATRIX_KEEP"] = "true";
        if (options.KeepFailed)
            variables["MATRIX_KEEP_FAILED"] = "true";
        return variables;
    }
}
