using System.Management.Automation;
using System.Reflection;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Scripts;

/// <summary>The program <c>pwsh</c>, installed once into <c>artifacts/</c> as the .NET tool of that name.</summary>
internal static class RealPowerShell
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>Runs a line in a session of its own, or a script as <c>-File</c> does.</summary>
    public static async Task<FinishedProcess> RunAsync(string folder, IEnumerable<string> arguments, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        string program;
        try
        {
            program = await Installed.Value;
        }
        catch (InvalidOperationException e) when (Environment.GetEnvironmentVariable("CI") is null or "")
        {
            Assert.Skip(e.Message);
            throw;
        }

        return await FinishedProcess.OfAsync(
            "dotnet", folder, [program, "-NoProfile", "-NonInteractive", .. arguments],
            [KeyValuePair.Create("NO_COLOR", "1"), KeyValuePair.Create("POWERSHELL_TELEMETRY_OPTOUT", "1"), KeyValuePair.Create("POWERSHELL_UPDATECHECK", "Off"), .. environment]);
    }

    private static async Task<string> InstallAsync()
    {
        var version = typeof(PSObject).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split(' ', '+')[0];
        var tools = Repository.PathOf("artifacts", "tools", $"powershell-{version}");
        if (!Directory.Exists(Path.Combine(tools, ".store", "powershell")) && await FinishedProcess.OfAsync("dotnet", Repository.Root, ["tool", "install", "PowerShell", "--version", version, "--tool-path", tools]) is { ExitCode: not 0 } failed)
            throw new InvalidOperationException($"PowerShell {version} cannot be installed as a .NET tool. {failed.Output}");
        // The tool's own start script runs whichever dotnet is on the PATH, which these tests replace.
        return Directory.EnumerateFiles(tools, "pwsh.dll", SearchOption.AllDirectories).Single(f => Path.GetFileName(Path.GetDirectoryName(f)) == (OperatingSystem.IsWindows() ? "win" : "unix"));
    }
}
