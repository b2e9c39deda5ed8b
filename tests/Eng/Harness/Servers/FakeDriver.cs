using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Servers;

namespace Matrix.Tests.Eng.Harness.Servers;

/// <summary>A driver that finds a server of its own imagining, or is refused.</summary>
internal sealed class FakeDriver(EngineIdentity? engine = null, string refusal = "nobody is there", ErrorKind kind = ErrorKind.ConnectionLost) : ServerDriver
{
    public List<string> Asked { get; } = [];

    public override Task<EngineIdentity> IdentifyAsync(string connectionString, CancellationToken cancellationToken)
    {
        Asked.Add(connectionString);
        return engine is null ? throw new FakeRefusal(refusal) : Task.FromResult(engine);
    }

    public override DatabaseError Describe(DbException exception) => new(kind, null, null);

    private sealed class FakeRefusal(string message) : DbException(message);
}
