using Matrix.Cli.CommandLine;
using Matrix.Cli.Writing;
using Matrix.Harness;
using Xunit;

namespace Matrix.Tests.Eng.Cli.CommandLine;

public sealed class BoundaryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task What_nobody_foresaw_is_one_line_with_a_code_of_its_own_and_a_trace_in_a_file()
    {
        Assert.Equal(70, await RunAsync(() => throw new InvalidOperationException("the \u001b[31mmoon\r\nfell")));

        var line = Assert.Single(Said);
        var file = Assert.Single(Directory.GetFiles(folder.Path, "matrix-error-*.txt"));
        Assert.StartsWith("matrix: this error was not foreseen: InvalidOperationException: the \\u001b[31mmoon fell Its trace is in " + file, line, StringComparison.Ordinal);
        Assert.Contains("Please report it", line, StringComparison.Ordinal);
        Assert.Contains($"   at {typeof(BoundaryTests).FullName}.", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=h;Username=me;Password=s3cret;Port=1")]
    [InlineData("Server=h;pwd='s3cret';Port=1")]
    [InlineData("postgres://me:s3cret@h/db")]
    public async Task A_trace_holds_no_password(string address)
    {
        await RunAsync(() => throw new InvalidOperationException($"cannot parse {address}"));

        Assert.DoesNotContain("s3cret", Assert.Single(Said), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", await File.ReadAllTextAsync(Directory.GetFiles(folder.Path).Single(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_reader_can_correct_is_its_message_alone()
    {
        Assert.Equal(2, await RunAsync(() => throw new MatrixException("Turn it on.")));

        Assert.Equal(["Turn it on."], Said);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_disk_that_says_no_is_two()
    {
        Assert.Equal(2, await RunAsync(() => throw new IOException("No space left on device.")));

        Assert.StartsWith("matrix: No space left on device. Make room", Assert.Single(Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_command_is_no_error() => Assert.Equal(130, await RunAsync(() => throw new OperationCanceledException()));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(130, 130)]
    [InlineData(70, 70)]
    public void Output_that_is_lost_is_told(int exitCode, int becomes)
    {
        using var full = new FullWriter();
        using var output = new LastingWriter(full);
        output.WriteLine("a");
        output.WriteLine("b");

        Assert.Equal(becomes, Boundary.WithOutput(exitCode, output, error));

        Assert.StartsWith("What was to be printed is lost: full", Assert.Single(Said), StringComparison.Ordinal);
        Assert.Equal(1, full.Attempts);
    }

    public void Dispose()
    {
        folder.Dispose();
        error.Dispose();
    }

    private string[] Said => error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private Task<int> RunAsync(Func<int> command) => Boundary.RunAsync("matrix", () => Task.FromResult(command()), error, () => folder.Path);

    private sealed class FullWriter : StringWriter
    {
        public int Attempts { get; private set; }

        public override void Write(string? value)
        {
            Attempts++;
            throw new IOException("full");
        }
    }
}
