using Matrix.Cli;
using Matrix.Cli.Running;
using Xunit;

namespace Matrix.Tests.Eng.Cli;

public sealed class MatrixCommandTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private RunOptions? ran;

    [Fact]
    public async Task Without_arguments_SQLite_is_run()
    {
        Assert.Equal(0, await InvokeAsync());

        Assert.Equivalent(new RunOptions("sqlite"), ran, strict: true);
    }

    [Theory]
    [InlineData("run", "--backend", "postgres")]
    [InlineData("--backend", "postgres")]
    [InlineData("--backend=postgres")]
    [InlineData("-b", "postgres")]
    public async Task A_first_argument_that_is_no_command_means_run(params string[] arguments)
    {
        Assert.Equal(0, await InvokeAsync(arguments));

        Assert.Equal("postgres", ran!.Backend);
    }

    [Fact]
    public async Task Every_option_is_handed_on()
    {
        await InvokeAsync(
            "run", "--backend", "mysql,mariadb", "--backend", "postgres@17", "--filter", "A.B", "--filter", "C", "--accept", "--results", "out",
            "--no-build", "--source", "given", "--keep", "--keep-failed");

        Assert.Equivalent(new RunOptions("mysql,mariadb,postgres@17")
        {
            Filters = ["A.B", "C"],
            Accept = true,
            Results = "out",
            NoBuild = true,
            Source = "given",
            Keep = true,
            KeepFailed = true,
        }, ran, strict: true);
    }

    [Theory]
    [InlineData("There is no option or command '--bakend'. Did you mean '--backend'?", "--bakend", "sqlite")]
    [InlineData("There is no option or command 'rnu'. Did you mean 'run'?", "rnu")]
    [InlineData("There is no option or command 'sqlite'. Did you mean", "run", "sqlite")]
    [InlineData("Required argument missing for option: '--backend'.", "--backend")]
    [InlineData("Argument 'docker' not recognized. Must be one of: 'given' 'container' 'local'", "--source", "docker")]
    public async Task What_is_not_understood_is_said_and_nothing_is_run(string complaint, params string[] arguments)
    {
        Assert.Equal(2, await InvokeAsync(arguments));

        Assert.StartsWith(complaint, error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("See matrix --help.\n", error.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Null(ran);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("run", "--help")]
    [InlineData("--backend", "sqlite", "--help")]
    public async Task Help_prints_the_usage_and_runs_nothing(params string[] arguments)
    {
        Assert.Equal(0, await InvokeAsync(arguments));

        Assert.Equal(MatrixCommand.Usage + Environment.NewLine, output.ToString());
        Assert.Null(ran);
    }

    [Fact]
    public async Task Down_is_a_command_of_its_own()
    {
        Assert.Equal(33, await InvokeAsync("down"));

        Assert.Null(ran);
    }

    [Fact]
    public async Task The_usage_names_every_option_and_exit_code()
    {
        await InvokeAsync("--help");

        Assert.All(
            (string[])["--backend", "--filter", "--accept", "--results", "--no-build", "--source", "--keep ", "--keep-failed", "  0  ", "  1  ", "  2  ", "  3  ", "  4  ", "  130  "],
            word => Assert.Contains(word, output.ToString(), StringComparison.Ordinal));
        Assert.All(output.ToString().Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private Task<int> InvokeAsync(params string[] arguments) => MatrixCommand.InvokeAsync(
        arguments,
        new Handlers(Run: (options, _) => Task.FromResult((ran = options, 0).Item2), Dialects: _ => "", Mutate: (_, _) => Task.FromResult(0), Down: _ => Task.FromResult(33)),
        output, error);
}
