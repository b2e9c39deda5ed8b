namespace Matrix.Harness.Servers;

/// <summary>One way to have a server.</summary>
public abstract class ServerSource
{
    /// <summary>What <c>MATRIX_SOURCE</c> calls it: <c>given</c>, <c>container</c>, <c>local</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Has a server that answers and is what the target asks for.</summary>
    /// <returns>The server, which the caller disposes.</returns>
    /// <exception cref="SourceUnavailableException">This source has none; the next may.</exception>
    /// <exception cref="MatrixException">It was asked for and is wrong: trying the next source would hide that.</exception>
    public abstract Task<RunningServer> StartAsync(ServerRequest request, CancellationToken cancellationToken);
}
