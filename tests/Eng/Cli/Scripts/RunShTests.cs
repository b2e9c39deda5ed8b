using Matrix.Tests.Eng.Cli.Toy;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Scripts;

/// <summary>The script, run by sh, with a <c>dotnet</c> on the PATH that only notes what it is told.</summary>
public sealed class RunShTests : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        { printf '%s' "$PWD:"; for argument in "$@"; do printf ' [%s]' "$argument"; done; echo; } >>"$CALLS"
        case $1 in
          --version) echo "said by dotnet"; exit "${VERSION_CODE:-0}" ;;
          build) echo "said by the build"; [ "${BUILD_CODE:-0}" -ne 0 ] || : >"$PROGRAM"; exit "${BUILD_CODE:-0}" ;;
          *) exit "${RUN_CODE:-0}" ;;
        esac
        """;

    private readonly Gatekeeping copy = new();

    public RunShTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has eng/run.ps1.");
        MakeExecutable(copy.PathOf("eng", "run.sh"));
        MakeExecutable(copy.Write("bin/dotnet", Dotnet.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(130)]
    public async Task It_hands_on_its_arguments_and_returns_the_command_s_exit_code(int code)
    {
        copy.Build();
        await RunAsync([], "--help");

        (await RunAsync([new("RUN_CODE", $"{code}")], "run", "--filter", "a 'b' \"c\" $d *", "")).Ended(code);

        Assert.EndsWith($": [{copy.Program}] [run] [--filter] [a 'b' \"c\" $d *] []", Calls()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_builds_when_there_is_no_command_yet_and_not_again()
    {
        (await RunAsync([])).Ended(0);
        (await RunAsync([])).Ended(0);

        Assert.Equal(
            [
                $"{copy.Root}: [--version]",
                $"{copy.Root}: [build] [eng/Cli/Matrix.Cli.csproj] [--configuration] [Release] [--nologo] [--verbosity] [quiet] [-tl:off] [-p:RunAnalyzers=false] [-p:TreatWarningsAsErrors=false]",
                $"{Path.GetTempPath().TrimEnd('/')}: [{copy.Program}]",
                $"{Path.GetTempPath().TrimEnd('/')}: [{copy.Program}]",
            ], Calls());
    }

    [Fact]
    public async Task It_says_that_it_builds_and_nothing_when_it_does_not()
    {
        Assert.Equal("  building the matrix command (after a change to eng/)\n", (await RunAsync([])).Output);
        Assert.Equal("", (await RunAsync([])).Output);
    }

    [Theory]
    [InlineData("eng/Cli/Program.cs")]
    [InlineData("eng/Harness/Ledger/Ledger.cs")]
    [InlineData("Directory.Build.props")]
    [InlineData("global.json")]
    public async Task It_builds_again_when_a_source_is_newer(string source)
    {
        await RunAsync([]);
        File.SetLastWriteTimeUtc(copy.PathOf(source.Split('/')), DateTime.UtcNow.AddSeconds(5));

        await RunAsync([]);

        Assert.Equal(2, Calls().Count(c => c.Contains("[build]", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_comes_while_another_builds_says_so_and_takes_what_that_one_built()
    {
        var bin = Directory.CreateDirectory(copy.PathOf("artifacts", "bin", "Matrix.Cli", "release")).FullName;
        var building = Path.Combine(bin, ".building");
        File.CreateSymbolicLink(building, $"{Environment.ProcessId}");
        using var waiting = MatrixProcess.StartInShell(copy.PathOf("eng", "run.sh"), $"PATH='{copy.PathOf("bin")}':\"$PATH\" CALLS='{copy.PathOf("calls")}' PROGRAM='{copy.Program}' exec \"$0\"");
        await waiting.PrintedAsync($"eng/run.sh: run {Environment.ProcessId} is building the matrix command. This one waits for it.");

        copy.Build();
        File.WriteAllText(Path.Combine(bin, ".built"), "");
        File.Delete(building);

        Assert.Equal(0, await waiting.EndAsync());
        Assert.EndsWith($": [{copy.Program}]", Assert.Single(Calls()), StringComparison.Ordinal);
        Assert.Null(new FileInfo(building).LinkTarget);
    }

    [Fact]
    public async Task A_build_that_was_killed_locks_nobody_out()
    {
        Directory.CreateDirectory(copy.PathOf("artifacts", "bin", "Matrix.Cli", "release"));
        File.CreateSymbolicLink(copy.PathOf("artifacts", "bin", "Matrix.Cli", "release", ".building"), "999999999");

        (await RunAsync([])).Ended(0);

        Assert.Single(Calls(), c => c.Contains("[build]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_builds_again_when_a_source_is_gone()
    {
        await RunAsync([]);
        // A change of the folder's time is all that tells of it; the clock that gives it may tick more coarsely than this test runs.
        File.SetLastWriteTimeUtc(copy.PathOf("artifacts", "bin", "Matrix.Cli", "release", ".built"), DateTime.UtcNow.AddSeconds(-1));
        foreach (var input in (string[])["eng", "eng/Cli", "eng/Cli/Program.cs", "eng/Harness", "eng/Harness/Ledger", "eng/Harness/Ledger/Ledger.cs", "eng/Harness.Containers", "eng/Harness.Containers/ContainerSource.cs", "eng/Harness.MySql", "eng/Harness.MySql/MySqlDriver.cs", "eng/Harness.Postgres", "eng/Harness.Postgres/PostgresDriver.cs", "global.json", "Directory.Build.props"])
            Directory.SetLastWriteTimeUtc(copy.PathOf(input.Split('/')), DateTime.UtcNow.AddSeconds(-10));

        await RunAsync([]);
        File.Delete(copy.PathOf("eng", "Harness", "Ledger", "Ledger.cs"));
        await RunAsync([]);

        Assert.Equal([1, 1, 0, 0, 1, 1, 0], Calls().Select(c => c.Contains("[build]", StringComparison.Ordinal) || c.Contains("[--version]", StringComparison.Ordinal) ? 1 : 0));
    }

    [Fact]
    public async Task Without_dotnet_it_says_where_that_is_to_be_had()
    {
        File.Delete(copy.PathOf("bin", "dotnet"));
        foreach (var tool in (string[])["sh", "dirname"])
            File.CreateSymbolicLink(copy.PathOf("bin", tool), "/bin/" + tool);

        var run = await FinishedProcess.OfAsync(copy.PathOf("eng", "run.sh"), Path.GetTempPath(), [], new KeyValuePair<string, string>("PATH", copy.PathOf("bin")));

        run.Ended(2, "eng/run.sh: there is no 'dotnet' on the PATH. Matrix needs the .NET 10 SDK: https://dot.net/download");
    }

    [Fact]
    public async Task An_SDK_that_is_too_old_is_said_to_be()
    {
        var run = await RunAsync([new("VERSION_CODE", "145")]);

        run.Ended(2, "said by dotnet", "eng/run.sh: this SDK is too old for global.json. Matrix needs the .NET 10 SDK: https://dot.net/download");
        Assert.Single(Calls());
    }

    [Fact]
    public async Task A_command_that_does_not_build_is_two_and_built_again_the_next_time()
    {
        (await RunAsync([new("BUILD_CODE", "1")])).Ended(2, "said by the build", "eng/run.sh: the matrix command in eng/Cli does not build.");
        (await RunAsync([])).Ended(0);

        Assert.Equal(2, Calls().Count(c => c.Contains("[build]", StringComparison.Ordinal)));
    }

    public void Dispose() => copy.Dispose();

    private Task<FinishedProcess> RunAsync(IReadOnlyList<KeyValuePair<string, string>> environment, params string[] arguments) => FinishedProcess.OfAsync(
        copy.PathOf("eng", "run.sh"), Path.GetTempPath(), arguments,
        [
            new("PATH", copy.PathOf("bin") + ":" + Environment.GetEnvironmentVariable("PATH")),
            new("CALLS", copy.PathOf("calls")), new("PROGRAM", copy.Program), .. environment,
        ]);

    private string[] Calls() => File.ReadAllLines(copy.PathOf("calls"));

    private static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
