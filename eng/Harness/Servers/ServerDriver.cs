using System.Data.Common;
using Matrix.Harness.Servers.Keeping;

namespace Matrix.Harness.Servers;

/// <summary>What the search for a server needs of an engine family's ADO.NET driver.</summary>
public abstract class ServerDriver
{
    /// <summary>Opens one connection, outside any pool, asks the server what it is, and closes the connection.</summary>
    /// <param name="connectionString">In the driver's own form. Holds the password: never print it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="DbException">The server refused, or does not answer.</exception>
    public abstract Task<EngineIdentity> IdentifyAsync(string connectionString, CancellationToken cancellationToken);

    /// <summary>What runs made on a server that somebody gave: databases whose name and marker say that Matrix made them. By default nothing.</summary>
    /// <param name="connectionString">As for <see cref="IdentifyAsync"/>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="DbException">The server refused, or does not answer.</exception>
    public virtual Task<IReadOnlyList<Leftover>> FindLeftoversAsync(string connectionString, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Leftover>>([]);

    /// <summary>Names an error in terms that engines share.</summary>
    public abstract DatabaseError Describe(DbException exception);
}
