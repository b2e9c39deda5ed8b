using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Servers;

namespace Matrix.Tests.Eng.Harness.Containers;

/// <summary>Cancels the start when it is asked for the first time: the container runs, and does not answer yet.</summary>
internal sealed class CancellingDriver(CancellationTokenSource cancel) : ServerDriver
{
    public override async Task<EngineIdentity> IdentifyAsync(string connectionString, CancellationToken cancellationToken)
    {
        await cancel.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        throw new InvalidOperationException("The start was not cancelled.");
    }

    public override DatabaseError Describe(DbException exception) => new(ErrorKind.Other, null, null);
}
