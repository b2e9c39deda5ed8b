namespace Matrix.Harness.Servers.Keeping;

/// <summary>Something that a run of Matrix made outside its process, and that is still there.</summary>
/// <param name="Description">What it is, for a person to read.</param>
/// <param name="State">Who needs it.</param>
/// <param name="RemoveAsync">Removes it. No matter if it is gone.</param>
public sealed record Leftover(string Description, LeftoverState State, Func<Task> RemoveAsync)
{
    /// <summary>The process that made it, where that is known.</summary>
    public ProcessStamp? Owner { get; init; }

    /// <summary>Who needs a server.</summary>
    /// <param name="id">Which: its <see cref="KeptServer.Id"/>.</param>
    /// <param name="owner">The process that started it.</param>
    /// <param name="keptIn">Where its state file is, for one that was to outlive that process: <see cref="ServerRequest.KeptIn"/>.</param>
    public static LeftoverState StateOf(string id, ProcessStamp owner, string? keptIn)
    {
        var kept = keptIn is null ? null : new KeptServers(keptIn);
        return kept?.UsersOf(id).Count > 0 ? LeftoverState.InUse
            : kept?.All().Values.Any(server => server.Id == id) == true ? LeftoverState.Kept
            : owner.HasEnded ? LeftoverState.Abandoned
            : LeftoverState.InUse;
    }
}

/// <summary>Who needs what a run made.</summary>
public enum LeftoverState
{
    /// <summary>A running process: it is no leftover yet.</summary>
    InUse,
    /// <summary>The next run, which is faster for it: a kept server, a prepared data directory.</summary>
    Kept,
    /// <summary>Nobody: the process that made it has ended.</summary>
    Abandoned,
    /// <summary>It cannot be told, or it cannot be removed: the description says why.</summary>
    OutOfReach,
}
