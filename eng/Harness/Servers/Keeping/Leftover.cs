namespace Matrix.Harness.Servers.Keeping;

/// <summary>Something that a run of Matrix made outside its process, and that is still there.</summary>
/// <param name="Description">What it is, for a person to read.</param>
/// <param name="State">Who needs it.</param>
/// <param name="RemoveAsync">Removes it. No matter if it is gone.</param>
public sealed record Leftover(string Description, LeftoverState State, Func<Task> RemoveAsync);

/// <summary>Who needs what a run made.</summary>
public enum LeftoverState
{
    /// <summary>A running process: it is no leftover yet.</summary>
    InUse,
    /// <summary>The next run, which is faster for it: a kept server, a prepared data directory.</summary>
    Kept,
    /// <summary>Nobody: the process that made it has ended.</summary>
    Abandoned,
}
