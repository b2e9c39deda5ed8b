using Matrix.Harness.Development;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Servers;

/// <summary>An engine family: how a server for tests is had, and how a database to develop against is opened.</summary>
public abstract class DatabaseEngine
{
    /// <summary>Has a server of a target, on which every test's database is what a blueprint builds.</summary>
    /// <param name="target">What the server must say that it is.</param>
    /// <param name="blueprint">What every database holds.</param>
    /// <param name="report">Takes a line for a person to read about the search for a server. No password is in it.</param>
    /// <param name="cancellationToken">Ends the search, or the building.</param>
    /// <returns>The server. The caller disposes it.</returns>
    /// <exception cref="ServerUnavailableException">It cannot be had; the message says what was tried and what to do.</exception>
    /// <exception cref="MatrixException">The blueprint fails, or what the user asked for is wrong.</exception>
    public abstract Task<DatabaseServer> StartAsync(Target target, Blueprint blueprint, Action<string> report, CancellationToken cancellationToken);

    /// <summary>Starts a server of a target for one test, which may change it. By default as any other, for an engine in the process.</summary>
    /// <returns>The server, which nobody else uses and no run attaches to. The caller disposes it.</returns>
    /// <exception cref="ServerUnavailableException">None can be started, or the user gave a server, which belongs to somebody.</exception>
    public virtual Task<DatabaseServer> StartAloneAsync(Target target, Blueprint blueprint, CancellationToken cancellationToken) => StartAsync(target, blueprint, static _ => { }, cancellationToken);

    /// <summary>Opens somebody's own database, which is made where there is none of that name.</summary>
    /// <param name="address">A connection string, a URL, or a file where the engine has databases in files. It may hold a password.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The database. The caller disposes it, which leaves it as it is.</returns>
    /// <exception cref="ServerUnavailableException">The server does not answer, or refuses the account.</exception>
    /// <exception cref="MatrixException">The address is wrong.</exception>
    public abstract Task<DevelopmentDatabase> OpenAsync(string address, CancellationToken cancellationToken);
}
