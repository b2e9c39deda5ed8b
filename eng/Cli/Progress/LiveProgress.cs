using Spectre.Console;

namespace Matrix.Cli.Progress;

/// <summary>A line a target on a terminal, redrawn in place, gone when the run has ended.</summary>
internal sealed class LiveProgress : IProgressView
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly List<TargetProgress> targets;

    public LiveProgress(IEnumerable<Harness.Targets.Target> targets) =>
        this.targets = [.. targets.Select(t => new TargetProgress(t, Phase.Waiting))];

    public void Show(TargetProgress progress)
    {
        lock (gate)
            targets[targets.FindIndex(t => t.Target == progress.Target)] = progress;
    }

    /// <summary>Draws until the run has ended.</summary>
    public async Task DrawAsync(IAnsiConsole console, Task run) =>
        await console.Live(Table()).AutoClear(true).StartAsync(async context =>
        {
            while (await Task.WhenAny(run, Task.Delay(Interval, CancellationToken.None)) != run)
                context.UpdateTarget(Table());
        });

    private Table Table()
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "");
        lock (gate)
        {
            foreach (var target in targets)
                table.AddRow(Markup.Escape(target.Target.Name), Markup.Escape(State(target)), $"[grey]{Markup.Escape(target.Server ?? (target.Search is [.., var last] ? last : ""))}[/]");
        }

        return table;
    }

    private static string State(TargetProgress target) => target.Phase switch
    {
        Phase.Waiting => "waiting",
        Phase.Building => "building",
        Phase.Starting or Phase.Running when target.Total == 0 => "starting",
        Phase.Ended => target.Counts + ", done",
        _ => $"{target.Counts}, {target.Rate:0} a second",
    };
}
