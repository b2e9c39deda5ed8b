namespace Matrix.Harness.Servers.Keeping;

/// <summary>What a search for leftovers needs to know: which servers are left up on purpose, and which are in use.</summary>
public sealed class LeftoverSearch
{
    private readonly KeptServers servers;
    private readonly HashSet<string> noted;

    internal LeftoverSearch(KeptServers servers, Func<string, string?> variable)
    {
        this.servers = servers;
        Variable = variable;
        noted = [.. servers.All().Values.Select(s => s.Id)];
    }

    /// <summary>Where the user's settings are read.</summary>
    public Func<string, string?> Variable { get; }

    /// <summary>Who needs a server.</summary>
    /// <param name="id">Which: its <see cref="KeptServer.Id"/>.</param>
    /// <param name="owner">The process that started it.</param>
    /// <param name="isKept">Whether it was to outlive that process.</param>
    public LeftoverState StateOf(string id, ProcessStamp? owner, bool isKept) =>
        servers.UsersOf(id).Count > 0 ? LeftoverState.InUse
        : isKept && noted.Contains(id) ? LeftoverState.Kept
        : owner is { HasEnded: true } ? LeftoverState.Abandoned
        : LeftoverState.InUse;
}
