namespace Matrix.Cli.Progress;

/// <summary>Says nothing, where only the last lines are wanted.</summary>
internal sealed class NoProgress : IProgressView
{
    public void Show(TargetProgress progress) { }

    public Task FollowAsync(Task run) => Task.CompletedTask;
}
