using System.Management.Automation.Language;
using Matrix.Tests.Eng.Cli.Scripts;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Packages;

/// <summary>The scripts that <c>dotnet new matrix</c> makes: they have the command of the version that one file names.</summary>
public sealed class UserScriptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public UserScriptTests()
    {
        foreach (var script in (string[])["run.sh", "run.ps1"])
        {
            folder.Write("a copy/eng/" + script, "");
            File.Copy(Repository.PathOf("eng", "Templates", "content", "eng", script), folder.PathOf("a copy", "eng", script), overwrite: true);
        }

        folder.Write("a copy/eng/Matrix.Packages.props", "<Project>\n<MatrixVersion>1.2.3</MatrixVersion>\n</Project>");
    }

    private string Script => folder.PathOf("a copy", "eng", "run.ps1");

    private string Tools => folder.PathOf("a copy", "artifacts", "tools", "matrix-1.2.3");

    [Fact]
    public void The_PowerShell_script_parses()
    {
        Parser.ParseFile(Script, out var tokens, out var errors);

        Assert.Empty(errors);
        TokenKind[] newer = [TokenKind.AndAnd, TokenKind.OrOr, TokenKind.QuestionMark, TokenKind.QuestionQuestion, TokenKind.QuestionQuestionEquals, TokenKind.QuestionDot];
        Assert.DoesNotContain(tokens, t => newer.Contains(t.Kind) || t is VariableToken { Name: "IsWindows" or "IsLinux" or "IsMacOS" });
    }

    [Fact]
    public void It_installs_the_command_once_and_hands_its_arguments_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command that is put in its place is a POSIX script.");
        var run = new PowerShellRun(Install);

        Assert.Equal(7, run.Invoke(Script, "-Backend sqlite,postgres --accept"));
        Assert.Equal("--accept --backend sqlite --backend postgres", run.Output);
        Assert.Equal(7, run.Invoke(Script, "doctor"));

        Assert.Equal(["tool", "install", "Matrix.Cli", "--version", "1.2.3", "--tool-path", Tools], Assert.Single(run.Calls));
    }

    [Fact]
    public void A_command_that_cannot_be_installed_is_two()
    {
        var run = new PowerShellRun(_ => 1);

        Assert.Equal(2, run.Invoke(Script, ""));
        Assert.Contains("the matrix command 1.2.3 cannot be installed", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_dotnet_it_says_where_that_is_to_be_had()
    {
        var run = new PowerShellRun(dotnet: null);

        Assert.Equal(2, run.Invoke(Script, ""));
        Assert.Contains("https://dot.net/download", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shell_script_says_the_same_without_dotnet()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is a POSIX script.");
        var empty = Directory.CreateDirectory(folder.PathOf("empty")).FullName;
        foreach (var tool in (string[])["sed", "dirname", "sh"])
            File.CreateSymbolicLink(Path.Combine(empty, tool), $"/usr/bin/{tool}");

        (await FinishedProcess.OfAsync("/bin/sh", folder.Path, [folder.PathOf("a copy", "eng", "run.sh")], KeyValuePair.Create("PATH", empty)))
            .Ended(2, "there is no 'dotnet' on the PATH", "https://dot.net/download");
    }

    [Fact]
    public async Task The_shell_script_says_that_it_installs_and_nothing_afterwards()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is a POSIX script.");
        var dotnet = folder.Write("bin/dotnet", "#!/bin/sh\nmkdir -p \"$7\" && printf '#!/bin/sh\\necho ran\\n' >\"$7/matrix\" && chmod +x \"$7/matrix\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var path = KeyValuePair.Create("PATH", folder.PathOf("bin") + ":" + Environment.GetEnvironmentVariable("PATH"));

        (await FinishedProcess.OfAsync("/bin/sh", folder.Path, [folder.PathOf("a copy", "eng", "run.sh")], path)).Ended(0, "  installing the matrix command 1.2.3 (once)\n", "ran\n");
        Assert.Equal("ran\n", (await FinishedProcess.OfAsync("/bin/sh", folder.Path, [folder.PathOf("a copy", "eng", "run.sh")], path)).Output);
    }

    public void Dispose() => folder.Dispose();

    private int Install(IReadOnlyList<string> told)
    {
        var program = folder.Write("a copy/artifacts/tools/matrix-1.2.3/matrix", "#!/bin/sh\necho \"$*\"\nexit 7\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return 0;
    }
}
