using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Xunit;

/// <summary>What dies with a backend: how its server is had, and what its tests may ask for.</summary>
public abstract class BackendFixture
{
    /// <summary>Starts the server of a target. The harness disposes it when the run ends.</summary>
    /// <exception cref="ServerUnavailableException">It cannot be had; the message says what was tried and what to do.</exception>
    protected internal abstract Task<DatabaseServer> StartServerAsync(Target target, CancellationToken cancellationToken);

    /// <summary>Takes a line for a person to read about the search for a server. No password is in it.</summary>
    protected void Report(string line) => Reported(line);

    /// <summary>Who is told what <see cref="Report"/> is given.</summary>
    internal Action<string> Reported { get; set; } = static _ => { };

    /// <summary>Registers what a test class may ask for in its constructor, beside the lease itself. By default nothing.</summary>
    protected internal virtual void Register(LeaseServices services) { }
}
