using System.Collections.Concurrent;
using System.Globalization;
using Matrix.Cli.Progress;
using Matrix.Cli.Results;
using Matrix.Cli.Writing;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Running;

/// <summary>Runs one target's test program and follows what it writes.</summary>
internal sealed class TargetRun(Target target, bool required, RunOptions options, ResultsFolder folder, IProgressView view, Unwritten unwritten)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs it to its end as often as asked, or until cancelled.</summary>
    public async Task<TargetOutcome> RunAsync(BackendProject project, CancellationToken cancellationToken)
    {
        var repetitions = new List<(TargetOutcome, int?)>();
        do
        {
            var repetition = repetitions.Count;
            var seed = options.Seed + repetition;
            repetitions.Add((await RunAsync(project, repetition, seed, cancellationToken), seed));
        }
        while (repetitions.Count < options.Repeat && !cancellationToken.IsCancellationRequested);

        return TargetOutcome.Of(repetitions);
    }

    private async Task<TargetOutcome> RunAsync(BackendProject project, int repetition, int? seed, CancellationToken cancellationToken)
    {
        var results = new TargetResults();
        var reader = new ResultsReader(folder.LinesOf(target, repetition));
        var log = folder.LogOf(target, repetition);
        view.Show(TargetProgress.Of(target, Phase.Starting, results));
        string[] order = seed is { } number ? ["--seed", number.ToString(CultureInfo.InvariantCulture)] : [];
        var aside = new ConcurrentQueue<string>();
        using var program = TestProgram.Start(
            project.Assembly, [.. TestFilter.ArgumentsFor(options.Filters), .. order], Environment(repetition), new ProgramOutput(log, unwritten, aside.Enqueue));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Timeout);
        var end = program.WaitAsync(patience.Token);
        string? refused = null;
        while (await Task.WhenAny(end, Task.Delay(Interval, CancellationToken.None)) != end)
            refused ??= Read(reader.ReadMore, Phase.Running);
        refused ??= Read(reader.ReadLast, Phase.Ended);
        return new(target, required, results)
        {
            ExitCode = await end,
            Broken = refused ?? reader.Damage,
            TimedOut = patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested ? options.Timeout : null,
            Logs = [log],
        };

        string? Read(Func<IReadOnlyList<Harness.Results.ResultEvent>> read, Phase phase)
        {
            try
            {
                results.Add(read());
                while (aside.TryDequeue(out var line))
                {
                    unwritten.Add(folder.LinesOf(target, repetition), "the disk takes no more of it.");
                    if (ResultsReader.ReadLine(line) is { } said)
                        results.Add([said]);
                }

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
    }

    /// <summary>Its program is being built.</summary>
    public void Building() => view.Show(new(target, Phase.Building));

    /// <summary>What to report of a target that was not started.</summary>
    public TargetOutcome NotRun(string why)
    {
        var results = new TargetResults();
        view.Show(TargetProgress.Of(target, Phase.Ended, results));
        return new(target, required, results) { Broken = why, Logs = [folder.LogOf(target)] };
    }

    private Dictionary<string, string> Environment(int repetition)
    {
        var variables = new Dictionary<string, string>
        {
            ["MATRIX_TARGET"] = target.Name,
            ["MATRIX_RESULTS"] = folder.LinesOf(target, repetition),
            ["MATRIX_FOLLOWED"] = "true",
            ["MATRIX_TEST_TIMEOUT"] = options.TestTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        };
        if (options.Shard is not null)
            variables["MATRIX_SHARD"] = options.Shard.ToString();
        if (options.Durations is not null)
            variables["MATRIX_DURATIONS"] = folder.DurationsOf(target);
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
