using Matrix.Cli.CommandLine;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Scripts;

/// <summary>Both run.ps1, typed into a real PowerShell. What they start is a program that prints its arguments, or the command itself.</summary>
public sealed class RealPowerShellTests : IDisposable
{
    private const string Ours = "eng/run.ps1";
    private const string Template = "template/eng/run.ps1";

    private readonly Gatekeeping copy = new();

    public RealPowerShellTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "What stands in for dotnet is a POSIX script.");
        copy.Write("eng/targets.json", File.ReadAllText(Repository.PathOf("eng", "targets.json")));
        copy.Write(Template, File.ReadAllText(Repository.PathOf("eng", "Templates", "content", "eng", "run.ps1")));
        copy.Write("template/eng/Matrix.Packages.props", "<MatrixVersion>1.2.3</MatrixVersion>");
        copy.Write("template/eng/targets.json", File.ReadAllText(Repository.PathOf("eng", "targets.json")));
        Executable("program", "printf '[%s]' \"$@\"\necho \" for $MATRIX_SHELL\"\nexit ${CODE:-0}");
        Executable("bin/dotnet", $"""
            case $1 in
              --version) ;;
              build) mkdir -p '{Path.GetDirectoryName(copy.Program)}' && : >'{copy.Program}' ;;
              tool) mkdir -p "$7" && cp '{copy.PathOf("program")}' "$7/matrix" ;;
              *) shift; exec '{copy.PathOf("program")}' "$@" ;;
            esac
            """);
    }

    [Theory]
    [InlineData("", "[]")]
    [InlineData("-backend sqlite", "[--backend][sqlite]")]
    [InlineData("-BACKEND:sqlite -failed", "[--backend][sqlite][--failed]")]
    [InlineData("-b sqlite,postgres -f A,B", "[--backend][sqlite][--backend][postgres][--filter][A][--filter][B]")]
    [InlineData("--backend sqlite --filter 'A,B'", "[--backend][sqlite][--filter][A,B]")]
    [InlineData("-keepfailed -nobuild -testtimeout 90s -Shard 1/2", "[--keep-failed][--no-build][--test-timeout][90s][--shard][1/2]")]
    [InlineData("-Failed:$true -Watch:$false", "[--failed]")]
    [InlineData("-shuffle", "[--shuffle]")]
    [InlineData("-shuffle 7 -q", "[--shuffle][7][--quiet]")]
    [InlineData("-Verbose -show grid,timings", "[--verbose][--show][grid][--show][timings]")]
    [InlineData("-Backend postgres@17 plan -shards 2", "[plan][-shards][2][--backend][postgres@17]")]
    [InlineData("report 'a b' -results 'c d'", "[report][a b][--results][c d]")]
    [InlineData("report ('a', 'b c') --expect every", "[report][a][b c][--expect][every]")]
    [InlineData("diff old new -Pair a=b,c=d -Slower 2", "[diff][old][new][-Pair][a=b][-Pair][c=d][-Slower][2]")]
    [InlineData("dialects --check", "[dialects][--check]")]
    [InlineData("-Bakend sqlite", "[-Bakend][sqlite]")]
    [InlineData("--help", "[--help]")]
    [InlineData("-Filter Upserts.*NULL*", "[--filter][Upserts.*NULL*]")]
    public async Task Options_are_read_in_any_case_of_letters(string typed, string handedOn)
    {
        foreach (var script in (string[])[Ours, Template])
            (await InSessionAsync($"{script} {typed}; exit $LASTEXITCODE")).Ended(0, $"{handedOn} for PowerShell");
    }

    [Theory]
    [InlineData("[--backend][sqlite,postgres][--filter][A,B]", "-backend", "sqlite,postgres", "-Filter", "A,B")]
    [InlineData("[--backend][sqlite][--failed]", "--backend", "sqlite", "--failed")]
    [InlineData("[seed][--file][dev.db][--force]", "seed", "--file", "dev.db", "--force")]
    [InlineData("[--shuffle][7][--keep-failed]", "--shuffle", "7", "--keep-failed")]
    public async Task Another_shell_may_start_them(string handedOn, params string[] arguments)
    {
        foreach (var script in (string[])[Ours, Template])
            (await RealPowerShell.RunAsync(copy.Root, ["-File", script, .. arguments], Environment())).Ended(0, handedOn);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(130)]
    public async Task The_exit_code_is_the_command_s(int code)
    {
        foreach (var script in (string[])[Ours, Template])
        {
            (await RealPowerShell.RunAsync(copy.Root, ["-File", script, "-Failed"], [.. Environment(), KeyValuePair.Create("CODE", $"{code}")])).Ended(code);
            (await RealPowerShell.RunAsync(copy.Root, ["-Command", $"{script} -Failed; \"$? $LASTEXITCODE <$env:MATRIX_SHELL>\""], [.. Environment(), KeyValuePair.Create("CODE", $"{code}")])).Ended(0, $"False {code} <>");
        }
    }

    [Fact]
    public async Task Help_tells_of_every_option_of_run()
    {
        var run = RunLine.Command((_, _) => Task.FromResult(0));
        foreach (var script in (string[])[Ours, Template])
        {
            var told = await InSessionAsync($"(Get-Help {script} -Parameter *).ForEach({{ $_.name + ' ' + $_.parameterValue + ': ' + $_.description.Text }}); (Get-Help {script}).Synopsis");

            var options = run.Options.Where(o => o.Name is not ("--help" or "--verbose")).Select(o => o.Name.Replace("-", "", StringComparison.Ordinal)).ToList();
            Assert.True(options.Count > 15);
            Assert.All(options, option => Assert.Matches($"(?im)^{option} [^:]+: \\w.{{10,}}", told.Output));
            told.Ended(0, "and says where they disagree");
        }
    }

    [Theory]
    [InlineData("-Bac", "-Backend")]
    [InlineData("-Backend pos", "postgres postgres@18 postgres@17 postgres@15")]
    [InlineData("-backend sqlite,mari", "mariadb mariadb@11.8 mariadb@10.11")]
    [InlineData("-source g", "given")]
    [InlineData("do", "doctor down")]
    [InlineData("--ke", "--keep --keep-failed")]
    [InlineData("plan --form", "--format")]
    [InlineData("up mysq", "mysql mysql@9.7 mysql@8.4")]
    public async Task Tab_completes_options_targets_and_commands(string typed, string words)
    {
        Executable("program", $"PATH='{System.Environment.GetEnvironmentVariable("PATH")}' exec dotnet '{typeof(RunLine).Assembly.Location}' \"$@\"");
        foreach (var script in (string[])[Ours, Template])
        {
            var told = await InSessionAsync($"$line = '{script} {typed}'; (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText -join ' '");

            Assert.Equal(words.Split(' ').Order(StringComparer.Ordinal), told.Output.Trim().Split(' ').Order(StringComparer.Ordinal));
        }
    }

    public void Dispose() => copy.Dispose();

    private Task<FinishedProcess> InSessionAsync(string line) => RealPowerShell.RunAsync(copy.Root, ["-Command", line], Environment());

    private IEnumerable<KeyValuePair<string, string>> Environment() => [KeyValuePair.Create("PATH", $"{copy.PathOf("bin")}:{System.Environment.GetEnvironmentVariable("PATH")}")];

    private void Executable(string name, string body)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(copy.Write(name, $"#!/bin/sh\n{body}\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
