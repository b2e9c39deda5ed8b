using Spectre.Console;
using Spectre.Console.Rendering;

namespace Matrix.Cli.Progress;

/// <summary>A line a target on a terminal, redrawn in place with a clock; when the run has ended, what each came to.</summary>
internal sealed class LiveProgress(ProgressBoard board, IAnsiConsole console) : IProgressView
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public void Show(TargetProgress progress) => board.Show(progress);

    public async Task FollowAsync(Task run)
    {
        await console.Live(Rows()).AutoClear(true).StartAsync(async context =>
        {
            while (await Task.WhenAny(run, Task.Delay(Interval, CancellationToken.None)) != run)
                context.UpdateTarget(Rows());
        });
        foreach (var line in board.Lines(Width))
            console.WriteLine(line);
    }

    // The last column is left free: some terminals begin a new line when it is taken.
    private int Width => console.Profile.Width - 1;

    private Rows Rows() => new(board.Lines(Width).Select(IRenderable (l) => new Text(l)));
}
