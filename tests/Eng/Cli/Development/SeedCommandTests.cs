using Matrix.Cli;
using Matrix.Cli.Development;
using Matrix.Tests.Eng.Cli.Toy;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Development;

public sealed class SeedCommandTests : IDisposable
{
    private readonly ToyWorkingCopy copy = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task Cancelled_while_it_builds_it_says_so_by_its_exit_code()
    {
        var command = new SeedCommand(copy.Repository, new("gull", "Nest=high", null, Force: false), error);

        Assert.Equal(ExitCodes.Cancelled, await command.ExecuteAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task What_does_not_build_is_told()
    {
        copy.Write("tests/Gull/Program.cs", "no such thing");

        Assert.Equal(ExitCodes.Wrong, await new SeedCommand(copy.Repository, new("gull", "Nest=high", null, Force: false), error).ExecuteAsync(TestContext.Current.CancellationToken));
        Assert.Contains("tests/Gull/Program.cs", error.ToString().Replace('\\', '/'), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        copy.Dispose();
        error.Dispose();
    }
}
