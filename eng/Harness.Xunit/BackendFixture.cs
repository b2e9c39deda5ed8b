using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Xunit;

/// <summary>What dies with a backend: its engine, what its databases hold, and what its tests may ask for.</summary>
/// <remarks>Made once, by a constructor without parameters; the target is known from when that has returned.</remarks>
public abstract class BackendFixture
{
    /// <summary>The target that runs, or, when a database to develop against is seeded, the engine and version that its server says it is.</summary>
    public Target Target { get; internal set; } = null!;

    /// <summary>How a server is had. Asked for once.</summary>
    protected internal abstract DatabaseEngine Engine { get; }

    /// <summary>What every database holds before a test begins. Asked for once.</summary>
    protected internal abstract Blueprint Blueprint { get; }

    /// <summary>Registers what a test class may ask for in its constructor, beside the lease itself. By default nothing.</summary>
    protected internal virtual void Register(LeaseServices services) { }
}
