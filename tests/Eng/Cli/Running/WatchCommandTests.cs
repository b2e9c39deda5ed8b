using System.Threading.Channels;
using Matrix.Cli;
using Matrix.Cli.Running;
using Matrix.Harness;
using Matrix.Tests.Eng.Cli.Toy;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Running;

public sealed class WatchCommandTests : IDisposable
{
    private readonly ToyWorkingCopy toy = new();
    private readonly FakeTerminal terminal = new();

    [Fact]
    public async Task An_edit_runs_again_and_Ctrl_C_ends()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var runs = Channel.CreateUnbounded<int>();
        var count = 0;
        var watching = new WatchCommand(toy.Repository, "gull", RunAsync, terminal.Open()).ExecuteAsync(cancellation.Token);

        Assert.Equal(1, await NextAsync());
        toy.Write("tests/Shared/Behaviours/Crud.cs", "// edited");
        Assert.Equal(2, await NextAsync());
        toy.Write("artifacts/bin/Gull.dll", "built");
        toy.Write("tests/Shared/Behaviours/Added.cs", "// added");
        Assert.Equal(3, await NextAsync());
        await cancellation.CancelAsync();

        Assert.Equal(130, await watching);
        Assert.False(runs.Reader.TryRead(out _));
        // Cleared before each run: what stands there is the last result.
        Assert.Equal(3, terminal.Written.Split("\u001b[2J").Length - 1);
        Assert.Contains("The ledger is broken.", terminal.Written.Split("\u001b[2J")[2], StringComparison.Ordinal);

        Task<int> RunAsync(CancellationToken token)
        {
            runs.Writer.TryWrite(++count);
            return count == 2 ? throw new MatrixException("The ledger is broken.") : Task.FromResult(ExitCodes.Green);
        }

        async Task<int> NextAsync() => await runs.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_target_that_needs_a_server_is_not_watched()
    {
        var e = await Assert.ThrowsAsync<MatrixException>(() => new WatchCommand(toy.Repository, "all", _ => Task.FromResult(0), terminal.Open()).ExecuteAsync(TestContext.Current.CancellationToken));

        Assert.Equal("--watch is for targets that need no server, and tern@1 does. Leave out --backend, or name sqlite.", e.Message);
    }

    public void Dispose()
    {
        terminal.Dispose();
        toy.Dispose();
    }
}
