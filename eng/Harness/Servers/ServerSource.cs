using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Servers;

/// <summary>One way to have a server.</summary>
public abstract class ServerSource
{
    /// <summary>What <c>MATRIX_SOURCE</c> calls it: <c>given</c>, <c>container</c>, <c>local</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether its servers can be left up for the next run. By default they can.</summary>
    public virtual bool CanKeep => true;

    /// <summary>Has a server that answers and is what the target asks for. With <see cref="ServerRequest.Keep"/>, one that outlives the run, where this source starts any.</summary>
    /// <returns>The server, which the caller disposes.</returns>
    /// <exception cref="SourceUnavailableException">This source has none; the next may.</exception>
    /// <exception cref="MatrixException">It was asked for and is wrong: trying the next source would hide that.</exception>
    public abstract Task<RunningServer> StartAsync(ServerRequest request, CancellationToken cancellationToken);

    /// <summary>Looks whether it would have a server, without starting one.</summary>
    /// <param name="target">What is asked for.</param>
    /// <param name="variable">Where the user's settings are read.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What it would use, for a person to read.</returns>
    /// <exception cref="SourceUnavailableException">It would have none.</exception>
    /// <exception cref="MatrixException">What it was told is wrong.</exception>
    public abstract Task<string> LookAsync(Target target, Func<string, string?> variable, CancellationToken cancellationToken);

    /// <summary>Attaches to a server that an earlier run left up. By default to none.</summary>
    /// <returns>The server, or <see langword="null"/> when it is gone, does not answer, or is made of what is no longer current.</returns>
    public virtual Task<RunningServer?> AttachAsync(ServerRequest request, KeptServer kept, CancellationToken cancellationToken) => Task.FromResult<RunningServer?>(null);

    /// <summary>Ends and removes a server that was left up. No matter if it is gone.</summary>
    public virtual Task RemoveAsync(KeptServer kept) => Task.CompletedTask;

    /// <summary>What runs of this user on this machine made outside their processes. By default nothing.</summary>
    /// <param name="variable">Where the user's settings are read.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public virtual Task<IReadOnlyList<Leftover>> FindLeftoversAsync(Func<string, string?> variable, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Leftover>>([]);
}
