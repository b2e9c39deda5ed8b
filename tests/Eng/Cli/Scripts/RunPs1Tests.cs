using System.Management.Automation.Language;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Scripts;

public sealed class RunPs1Tests : IDisposable
{
    private readonly Gatekeeping copy = new();

    [Fact]
    public void It_parses()
    {
        Parser.ParseFile(copy.PathOf("eng", "run.ps1"), out _, out var errors);

        Assert.Empty(errors);
    }

    [Fact]
    public void It_holds_nothing_that_Windows_PowerShell_does_not_know()
    {
        Parser.ParseFile(copy.PathOf("eng", "run.ps1"), out var tokens, out _);

        TokenKind[] newer = [TokenKind.AndAnd, TokenKind.OrOr, TokenKind.QuestionMark, TokenKind.QuestionQuestion, TokenKind.QuestionQuestionEquals, TokenKind.QuestionDot];
        Assert.DoesNotContain(tokens, t => newer.Contains(t.Kind) || t is VariableToken { Name: "IsWindows" or "IsLinux" or "IsMacOS" });
        Assert.All(File.ReadAllBytes(copy.PathOf("eng", "run.ps1")), b => Assert.InRange(b, 0, 127));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(130)]
    public void It_returns_the_command_s_exit_code(int code)
    {
        Start("-Backend sqlite", code, out var exitCode);

        Assert.Equal(code, exitCode);
    }

    [Fact]
    public void It_builds_when_there_is_no_command_yet_and_not_again()
    {
        var first = Start("", 0, out _);
        var second = Start("", 0, out _);

        Assert.Equal(["--version", "build", copy.Program], first.Calls.Select(c => c[0]));
        Assert.All(first.Locations.Take(2), location => Assert.Equal(copy.Root, location));
        Assert.NotEqual(copy.Root, first.Locations[2]);
        Assert.Equal([copy.Program], second.Calls.Select(c => c[0]));
    }

    [Theory]
    [InlineData("eng/Cli/Program.cs")]
    [InlineData("eng/Harness/Ledger/Ledger.cs")]
    [InlineData("Directory.Build.props")]
    [InlineData("global.json")]
    [InlineData("eng/Harness/Ledger")]
    public void It_builds_again_when_a_source_is_newer(string source)
    {
        Start("", 0, out _);
        var path = copy.PathOf(source.Split('/'));
        if (Directory.Exists(path))
            Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));
        else
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));

        var run = Start("", 0, out _);

        Assert.Equal(["--version", "build", copy.Program], run.Calls.Select(c => c[0]));
    }

    [Fact]
    public void Without_dotnet_it_says_where_that_is_to_be_had()
    {
        var run = new PowerShellRun(dotnet: null);

        Assert.Equal(2, run.Invoke(copy.PathOf("eng", "run.ps1"), ""));

        Assert.Equal("eng/run.ps1: there is no 'dotnet' on the PATH. Matrix needs the .NET 10 SDK: https://dot.net/download\n", run.Errors);
    }

    [Fact]
    public void An_SDK_that_is_too_old_is_said_to_be()
    {
        var run = new PowerShellRun(told => told[0] == "--version" ? 145 : 0);

        Assert.Equal(2, run.Invoke(copy.PathOf("eng", "run.ps1"), ""));

        Assert.Contains("this SDK is too old for global.json. Matrix needs the .NET 10 SDK: https://dot.net/download", run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Calls);
    }

    [Fact]
    public void A_command_that_does_not_build_is_two_and_built_again_the_next_time()
    {
        var run = new PowerShellRun(told => told[0] == "build" ? 1 : 0);

        Assert.Equal(2, run.Invoke(copy.PathOf("eng", "run.ps1"), ""));

        Assert.Contains("does not build", run.Errors, StringComparison.Ordinal);
        Assert.Equal(["--version", "build", copy.Program], Start("", 0, out _).Calls.Select(c => c[0]));
    }

    public void Dispose() => copy.Dispose();

    private PowerShellRun Start(string arguments, int exitCode, out int returned)
    {
        var run = new PowerShellRun(told =>
        {
            if (told[0] == "build")
                copy.Build();
            return told[0] == copy.Program ? exitCode : 0;
        });
        returned = run.Invoke(copy.PathOf("eng", "run.ps1"), arguments);
        Assert.Empty(run.Errors);
        return run;
    }
}
