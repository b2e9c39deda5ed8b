namespace Matrix.Cli.Progress;

/// <summary>Where a target is in its run.</summary>
internal enum Phase
{
    Waiting,
    Building,
    Starting,
    Running,
    Ended,
}
