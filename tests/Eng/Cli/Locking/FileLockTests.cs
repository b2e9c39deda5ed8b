using Matrix.Cli.Locking;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Locking;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> waited = [];

    private string Path => folder.PathOf("in", ".lock");

    [Fact]
    public async Task Who_comes_second_waits_and_is_told_for_whom()
    {
        var first = await AloneAsync();

        var second = AloneAsync();
        await WaitedAsync();
        Assert.False(second.IsCompleted);
        Assert.Equal([$"run {Environment.ProcessId}"], waited);
        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task Those_who_share_do_not_wait_for_each_other_and_who_wants_to_be_alone_does()
    {
        var one = await SharedAsync();
        var other = await SharedAsync();
        Assert.Empty(waited);

        var alone = AloneAsync();
        await WaitedAsync();
        one.Dispose();
        Assert.False(alone.IsCompleted);
        other.Dispose();
        using var held = await alone;

        waited.Clear();
        var shared = SharedAsync();
        await WaitedAsync();
        held.Dispose();
        (await shared).Dispose();
    }

    [Fact]
    public async Task Nothing_but_the_lock_s_own_file_is_left_and_marks_of_killed_processes_go()
    {
        folder.Write("in/.lock.999999999", "");

        (await AloneAsync()).Dispose();

        Assert.Equal([Path], Directory.GetFiles(folder.PathOf("in")));
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        using var first = await AloneAsync();
        using var cancellation = new CancellationTokenSource();

        var second = FileLock.AloneAsync(Path, _ => cancellation.Cancel(), cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task Where_no_file_can_be_made_nothing_is_locked()
    {
        var file = folder.Write("a-file", "");

        (await FileLock.AloneAsync(System.IO.Path.Combine(file, ".lock"), waited.Add, TestContext.Current.CancellationToken)).Dispose();

        Assert.Empty(waited);
    }

    public void Dispose() => folder.Dispose();

    private readonly SemaphoreSlim told = new(0);

    private Task WaitedAsync() => told.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    private Task<FileLock> AloneAsync() => FileLock.AloneAsync(Path, Note, TestContext.Current.CancellationToken);

    private Task<FileLock> SharedAsync() => FileLock.SharedAsync(Path, Note, TestContext.Current.CancellationToken);

    private void Note(string who)
    {
        waited.Add(who);
        told.Release();
    }
}
