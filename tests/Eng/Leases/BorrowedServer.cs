using Matrix.Harness;
using Matrix.Harness.Servers;

namespace Matrix.Tests.Eng.Leases;

/// <summary>A server that goes on when a run on it has ended.</summary>
internal sealed class BorrowedServer(RunningServer lender) : RunningServer
{
    public override EngineIdentity Engine => lender.Engine;

    public override string ConnectionString => lender.ConnectionString;

    public override string Description => lender.Description;
}
