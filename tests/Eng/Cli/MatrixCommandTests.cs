using System.CommandLine;
using System.Diagnostics;
using Matrix.Cli.CommandLine;
using Matrix.Cli.Development;
using Matrix.Cli.Reports;
using Matrix.Cli.Running;
using Matrix.Cli.Summaries;
using Xunit;

namespace Matrix.Tests.Eng.Cli;

public sealed class MatrixCommandTests : IDisposable
{
    private (string Name, bool UrlOnly) up;
    private SeedOptions? seeded;
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private RunOptions? ran;
    private ReportOptions? reported;

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
            "--no-build", "--source", "given", "--keep", "--keep-failed", "--shard", "2/3", "--durations", "old.json", "--shuffle", "7",
            "--repeat", "5", "--watch", "--timeout", "1.5h", "--test-timeout", "90", "--show", "grid,timings", "--color", "never", "--open");

        Assert.Equivalent(new RunOptions("mysql,mariadb,postgres@17")
        {
            Filters = ["A.B", "C"],
            Accept = true,
            Results = "out",
            NoBuild = true,
            Source = "given",
            Keep = true,
            KeepFailed = true,
            Shard = new(2, 3),
            Durations = "old.json",
            Seed = 7,
            Repeat = 5,
            Watch = true,
            Timeout = TimeSpan.FromMinutes(90),
            TestTimeout = TimeSpan.FromSeconds(90),
            Output = new(Shown.Grid | Shown.Timings, Color: ColorChoice.Never, Open: true),
        }, ran, strict: true);
    }

    [Theory]
    [InlineData("run", "--timeout", "--test-timeout", "--shard", "--repeat", "--shuffle", "--show", "--color", "--source")]
    [InlineData("report", "--show", "--color")]
    [InlineData("plan", "--shards", "--format")]
    [InlineData("diff", "--slower")]
    [InlineData("mutate", "--sample", "--seed")]
    public async Task No_value_of_an_option_ends_in_a_stack_trace(string command, params string[] options)
    {
        foreach (var option in options)
        {
            foreach (var value in (string[])["", " ", "x", "99999999999999999999", "1.5", "\u0661"])
            {
                error.GetStringBuilder().Clear();
                if (await InvokeAsync([command, .. command == "diff" ? (string[])["old", "new"] : [], option, value]) == 2)
                    Assert.Contains(option, error.ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(Shown.Nothing, false)]
    [InlineData(Shown.Everything, false, "--verbose")]
    [InlineData(Shown.Everything, false, "-v")]
    [InlineData(Shown.Differences | Shown.Grid, false, "--show", "grid", "--show", "differences")]
    [InlineData(Shown.Nothing, true, "-q")]
    public async Task As_much_is_printed_as_was_asked(object show, bool quiet, params string[] arguments)
    {
        await InvokeAsync(["run", .. arguments]);
        await InvokeAsync(["report", .. arguments]);

        Assert.Equal(new((Shown)show, quiet), ran!.Output);
        Assert.Equal(new((Shown)show, quiet), reported!.Output);
    }

    [Theory]
    [InlineData("There is no option or command '--bakend'. Did you mean '--backend'?", "--bakend", "sqlite")]
    [InlineData("There is no option or command 'rnu'. Did you mean 'run'?", "rnu")]
    [InlineData("There is no option or command 'sqlite'. Did you mean", "run", "sqlite")]
    [InlineData("Required argument missing for option: '--backend'.", "--backend")]
    [InlineData("--shard: '4/3' is no shard. Name a part", "--shard", "4/3")]
    [InlineData("--timeout 'soon' is no time. Give seconds", "--timeout", "soon")]
    [InlineData("--timeout '' is no time. Give seconds", "--timeout", "")]
    [InlineData("--timeout 'm' is no time. Give seconds", "--timeout", "m")]
    [InlineData("--timeout 1000000000000000000000h is too long a time. The longest is 720h.", "--timeout", "1000000000000000000000h")]
    [InlineData("--test-timeout '50d' is no time.", "--test-timeout", "50d")]
    [InlineData("--shard: '' is no shard. Name a part", "--shard", "")]
    [InlineData("--test-timeout '0s' is no time. Give seconds", "--test-timeout", "0s")]
    [InlineData("--failed and --filter each say what to run.", "--failed", "--filter", "A.B")]
    [InlineData("--repeat takes a number from 1.", "--repeat", "0")]
    [InlineData("--show takes grid, differences and timings, comma-separated, and not 'colours'.", "--show", "grid,colours")]
    [InlineData("--show takes grid, differences and timings, comma-separated, and not '1'.", "--show", "1")]
    [InlineData("--quiet prints the last lines alone.", "-q", "--verbose")]
    [InlineData("--color: Argument 'blue' not recognized. Must be one of: 'auto' 'always' 'never'", "--color", "blue")]
    [InlineData("--source: Argument 'docker' not recognized. Must be one of: 'given' 'container' 'local'", "--source", "docker")]
    public async Task What_is_not_understood_is_said_and_nothing_is_run(string complaint, params string[] arguments)
    {
        Assert.Equal(2, await InvokeAsync(arguments));

        Assert.StartsWith(complaint, error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("See matrix run --help.\n", error.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Null(ran);
    }

    [Theory]
    [InlineData("", "--failed")]
    [InlineData("all", "--failed", "--backend", "all")]
    public async Task What_was_red_is_run_where_it_was_unless_a_backend_is_named(string backend, params string[] arguments)
    {
        await InvokeAsync(arguments);

        Assert.Equivalent(new RunOptions(backend) { Failed = true }, ran, strict: true);
    }

    [Fact]
    public async Task Shuffling_without_a_seed_takes_any()
    {
        await InvokeAsync("--shuffle", "--keep");

        Assert.NotNull(ran!.Seed);
    }

    [Theory]
    [InlineData("[command] [options]", "--help")]
    [InlineData("[command] [options]", "-h")]
    [InlineData("run [options]", "run", "--help")]
    [InlineData("run [options]", "--backend", "sqlite", "--help")]
    [InlineData("down [options]", "down", "--help")]
    public async Task Help_prints_the_usage_and_runs_nothing(string usage, params string[] arguments)
    {
        Assert.Equal(0, await InvokeAsync(arguments));

        Assert.Contains($"Usage:\n  {RootCommand.ExecutableName} {usage}\n", Printed, StringComparison.Ordinal);
        Assert.Null(ran);
    }

    [Fact]
    public async Task The_help_of_every_command_ends_with_an_example()
    {
        await InvokeAsync("--help");
        var commands = Printed.Split("Commands:\n")[1].Split("\n\n")[0].Split('\n').Where(l => l.Length > 2 && l[2] != ' ').Select(l => l.Trim().Split(' ')[0]).ToList();

        Assert.Contains("run", commands);
        foreach (var command in commands)
        {
            output.GetStringBuilder().Clear();
            await InvokeAsync(command, "--help");
            Assert.Contains($"\n  matrix {command}", Printed.Split("Example")[1], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("matrix run --s")]
    [InlineData("eng/run.sh --s")]
    public async Task A_shell_is_told_how_a_word_may_go_on(string line)
    {
        await InvokeAsync($"[suggest:{line.Length}]", line);

        Assert.Equal("--shard\n--show\n--shuffle\n--source\n", Printed);
    }

    [Fact]
    public async Task Bash_completes_by_the_script_that_is_printed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Bash is not Windows' shell.");
            return;
        }

        using var folder = new TemporaryFolder();
        await InvokeAsync("completion", "bash");
        var program = folder.Write("matrix", $"#!/bin/sh\nexec dotnet '{typeof(MatrixCommand).Assembly.Location}' \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var script = folder.Write("completion", Printed + $"COMP_LINE='matrix dialects --ch'\nCOMP_POINT=20\n_matrix_complete '{program}'\necho \"${{COMPREPLY[@]}}\"\n");

        using var bash = Process.Start(new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true })!;

        Assert.Equal("--check\n", await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("bash", "complete -F _matrix_complete eng/run.sh")]
    [InlineData("zsh", "bashcompinit")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native")]
    public async Task Each_shell_has_a_script(string shell, string holds)
    {
        Assert.Equal(0, await InvokeAsync("completion", shell));

        Assert.Contains(holds, Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_is_a_command_of_its_own()
    {
        Assert.Equal(33, await InvokeAsync("down"));

        Assert.Null(ran);
    }

    [Fact]
    public async Task The_help_names_every_exit_code()
    {
        await InvokeAsync("--help");

        Assert.All((string[])["  0  ", "  1  ", "  2  ", "  3  ", "  4  ", "  70  ", "  130  "], code => Assert.Contains(code, Printed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_takes_any_number_of_results()
    {
        Assert.Equal(44, await InvokeAsync("report", "a", "b/results.json", "--results", "out", "--expect", "all"));

        Assert.Equivalent(new ReportOptions(["a", "b/results.json"], "out", "all"), reported, strict: true);
    }

    [Theory]
    [InlineData("A,B", "A", "B")]
    [InlineData(" A , B.C*", "A", "B.C*")]
    [InlineData("Crud.Finds(name: \"a, b\", n: 1),Upserts", "Crud.Finds(name: \"a, b\", n: 1)", "Upserts")]
    [InlineData("Crud.Finds(name: \"(,\")", "Crud.Finds(name: \"(,\")")]
    public async Task Filters_are_split_at_commas(string typed, params string[] filters)
    {
        Assert.Equal(0, await InvokeAsync("--filter", typed));

        Assert.Equal(filters, ran!.Filters);
    }

    [Theory]
    [InlineData("-backend", "postgres", "-FILTER", "B", "-failed:false")]
    [InlineData("-BackEnd:postgres", "-filter:B")]
    public async Task The_case_of_letters_does_not_matter_in_PowerShell_s_spelling(params string[] arguments)
    {
        Assert.Equal(0, await InvokeAsync(arguments));

        Assert.Equal(("postgres", "B", false), (ran!.Backend, Assert.Single(ran.Filters), ran.Failed));
    }

    [Fact]
    public async Task A_command_that_does_not_come_first_is_named()
    {
        Assert.Equal(2, await InvokeAsync("--backend", "sqlite", "plan"));

        Assert.StartsWith("The command comes first: matrix plan and then its options.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_may_be_spelled_as_PowerShell_spells_them()
    {
        Assert.Equal(0, await InvokeAsync("-Backend", "postgres@17", "-Filter", "Text*", "-Filter", "Upserts", "-KeepFailed", "-TestTimeout:", "30"));

        Assert.Equal(("postgres@17", true, TimeSpan.FromSeconds(30)), (ran!.Backend, ran.KeepFailed, ran.TestTimeout));
        Assert.Equal(["Text*", "Upserts"], ran.Filters);
        Assert.Equal(2, await InvokeAsync("-Bakend", "sqlite"));
        Assert.Contains("Did you mean '--backend'?", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_to_develop_against_is_had_and_seeded()
    {
        Assert.Equal(0, await InvokeAsync("up", "mariadb", "--url"));
        Assert.Equal(0, await InvokeAsync("seed", "--backend", "sqlite", "--file", "dev.db", "--force"));

        Assert.Equal(("mariadb", true), up);
        Assert.Equal(new("sqlite", null, "dev.db", true), seeded);
        Assert.Equal(2, await InvokeAsync("up"));
    }

    [Fact]
    public async Task A_mistyped_option_is_not_taken_for_a_file()
    {
        Assert.Equal(2, await InvokeAsync("report", "a", "--reslts", "out"));

        Assert.Equal("There is no option '--reslts'. See matrix report --help.", error.ToString().TrimEnd());
        Assert.Null(reported);
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private string Printed => output.ToString().ReplaceLineEndings("\n");

    private Task<int> InvokeAsync(params string[] arguments) => MatrixCommand.InvokeAsync(
        arguments,
        new Handlers
        {
            Run = (options, _) => Task.FromResult((ran = options, 0).Item2),
            Plan = (_, _, _) => 0,
            Doctor = _ => Task.FromResult(0),
            Dialects = _ => 0,
            Mutate = (_, _) => Task.FromResult(0),
            Down = _ => Task.FromResult(33),
            Up = (name, urlOnly, _) => Task.FromResult((up = (name, urlOnly), 0).Item2),
            Seed = (options, _) => Task.FromResult((seeded = options, 0).Item2),
            Report = (options, _) => Task.FromResult((reported = options, 44).Item2),
            Diff = _ => 0,
            Explain = _ => 0,
        },
        output, error);
}
