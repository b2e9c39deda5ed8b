using System.Data;
using System.Data.Common;
using Matrix.Harness.Leases;

namespace Matrix.Tests.Eng.Harness.Leases;

internal sealed class ScriptedDatabase : LeasableDatabase
{
    private readonly TaskCompletionSource dropped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Numbered { get; set; } = true;

    public bool AtOnce { get; set; }

    public Func<Task> Beginning { get; set; } = () => Task.CompletedTask;

    public Func<Task<RollbackOutcome>> RollingBack { get; set; } = () => Task.FromResult(new RollbackOutcome(IsReady: true));

    public Func<Task<string?>> EndingOwn { get; set; } = () => Task.FromResult<string?>(null);

    public Func<Task<bool>> Restoring { get; set; } = () => Task.FromResult(true);

    public Func<Task<string>> Keeping { get; set; } = () => Task.FromResult("kept");

    public Func<Task> Dropping { get; set; } = () => Task.CompletedTask;

    /// <summary>Ends when the database was dropped.</summary>
    public Task Dropped => dropped.Task;

    public override string Name => "scripted";

    public override DbConnection Connection => throw new NotSupportedException();

    public override string ConnectionString => "";

    public override bool NumbersFromStart => Numbered;

    public override bool RestoresAtOnce => AtOnce;

    public override DbConnection CreateConnection() => throw new NotSupportedException();

    public override async ValueTask<DbTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        await Beginning();
        return new NoTransaction();
    }

    public override async ValueTask<RollbackOutcome> RollBackAsync(DbTransaction transaction) => await RollingBack();

    public override async ValueTask<string?> EndOwnAsync() => await EndingOwn();

    public override async ValueTask<bool> RestoreAsync(CancellationToken cancellationToken) => await Restoring();

    public override async ValueTask<string> KeepAsync(DbTransaction? transaction, string folder) => await Keeping();

    public override async ValueTask DisposeAsync()
    {
        await Dropping();
        dropped.TrySetResult();
    }

    private sealed class NoTransaction : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.Unspecified;

        protected override DbConnection? DbConnection => null;

        public override void Commit() { }

        public override void Rollback() { }
    }
}
