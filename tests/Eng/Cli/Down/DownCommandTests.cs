using Matrix.Cli.Down;
using Matrix.Harness.Servers.Keeping;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Down;

public sealed class DownCommandTests : IDisposable
{
    private readonly StringWriter output = new();

    [Fact]
    public async Task It_says_what_it_removed_and_what_it_left_alone()
    {
        var exitCode = await DownAsync(_ => Task.FromResult<IReadOnlyList<Leftover>>(
        [
            Left("container b of mysql:9.7", LeftoverState.InUse), Left("container a of postgres:18", LeftoverState.Kept), Left("volume v", LeftoverState.Abandoned),
        ]));

        Assert.Equal(0, exitCode);
        Assert.Equal("removed: container a of postgres:18\nremoved: volume v\nin use, left alone: container b of mysql:9.7\n", Printed);
    }

    [Fact]
    public async Task What_is_out_of_reach_is_said_and_is_an_unavailable_server()
    {
        var exitCode = await DownAsync(_ => Task.FromResult<IReadOnlyList<Leftover>>([Left("the server in MATRIX_POSTGRES (me@db), which says: no", LeftoverState.OutOfReach)]));

        Assert.Equal(3, exitCode);
        Assert.Equal("out of reach, left alone: the server in MATRIX_POSTGRES (me@db), which says: no\n", Printed);
    }

    [Fact]
    public async Task With_nothing_left_it_says_so()
    {
        Assert.Equal(0, await DownAsync(_ => Task.FromResult<IReadOnlyList<Leftover>>([])));

        Assert.Equal("Nothing that Matrix made is left.\n", Printed);
    }

    [Fact]
    public async Task Cancelled_it_says_what_becomes_of_the_rest()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        var exitCode = await new DownCommand(c => Task.FromCanceled<IReadOnlyList<Leftover>>(c), output).ExecuteAsync(cancellation.Token);

        Assert.Equal(130, exitCode);
        Assert.StartsWith("Cancelled.", Printed, StringComparison.Ordinal);
    }

    public void Dispose() => output.Dispose();

    private string Printed => output.ToString().ReplaceLineEndings("\n");

    private Task<int> DownAsync(Func<CancellationToken, Task<IReadOnlyList<Leftover>>> removeAsync) =>
        new DownCommand(removeAsync, output).ExecuteAsync(TestContext.Current.CancellationToken);

    private static Leftover Left(string description, LeftoverState state) => new(description, state, () => Task.CompletedTask);
}
