namespace Matrix.Cli.Progress;

/// <summary>Shows how far a run has come. Several targets report at once.</summary>
internal interface IProgressView
{
    /// <summary>Takes a target's state, as often as it changes and oftener.</summary>
    void Show(TargetProgress progress);

    /// <summary>Shows what there is until the run has ended, and each target's end. It does not throw what the run does.</summary>
    Task FollowAsync(Task run);
}
