using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Matrix.Tests.Eng.Cli.Scripts;

/// <summary>Runs a script in PowerShell's own engine, with the few cmdlets that come apart from it. Unless told otherwise, <c>dotnet</c> only notes what it is told.</summary>
internal sealed class PowerShellRun
{
    private static readonly Dictionary<string, string> Cmdlets = new()
    {
        ["Join-Path"] = "param($Path, $ChildPath) [IO.Path]::Combine($Path, $ChildPath)",
        ["Test-Path"] = "param($Path) [IO.File]::Exists($Path) -or [IO.Directory]::Exists($Path)",
        ["Push-Location"] = "param($Path) $ExecutionContext.SessionState.Path.PushCurrentLocation('tests'); $null = $ExecutionContext.SessionState.Path.SetLocation($Path)",
        ["Pop-Location"] = "$null = $ExecutionContext.SessionState.Path.PopLocation('tests')",
    };

    private readonly Func<IReadOnlyList<string>, int>? dotnet;
    private readonly List<IReadOnlyList<string>> calls = [];

    /// <param name="dotnet">What <c>dotnet</c> returns when it is told something; <see langword="null"/> for a machine without it.</param>
    public PowerShellRun(Func<IReadOnlyList<string>, int>? dotnet) => this.dotnet = dotnet;

    /// <summary>Whether <c>dotnet</c> is this machine's own.</summary>
    public bool IsReal { get; init; }

    /// <summary>What <c>dotnet</c> was told, call by call.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Calls => calls;

    /// <summary>Where <c>dotnet</c> was when it was told so.</summary>
    public List<string> Locations { get; } = [];

    /// <summary>What was complained of.</summary>
    public string Errors { get; private set; } = "";

    /// <summary>Runs <c>&amp; SCRIPT ARGUMENTS</c>, the arguments as they would be typed.</summary>
    /// <returns>The exit code.</returns>
    public int Invoke(string script, string arguments)
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var (name, body) in Cmdlets)
            state.Commands.Add(new SessionStateFunctionEntry(name, body));
        if (IsReal)
            state.Commands.Add(new SessionStateFunctionEntry("Get-Command", "param($Name) $Name"));
        else if (dotnet is null)
            state.Commands.Add(new SessionStateFunctionEntry("Get-Command", "param($Name) $null"));
        else
            state.Commands.Add(new SessionStateFunctionEntry("dotnet", "$global:LASTEXITCODE = $told.Invoke([string[]]$args, \"$PWD\")"));
        state.Variables.Add(new SessionStateVariableEntry("told", new Func<string[], string, int>(Told), ""));

        var host = new QuietHost();
        using var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        var written = shell.AddScript($"& '{script}' {arguments}\nexit $LASTEXITCODE").Invoke();
        Output = string.Join('\n', written);
        Errors = host.Errors + string.Join('\n', shell.Streams.Error);
        return host.ExitCode ?? throw new InvalidOperationException($"{script} was left without an exit code. {Errors}");
    }

    /// <summary>What the script wrote.</summary>
    public string Output { get; private set; } = "";

    private int Told(string[] arguments, string location)
    {
        calls.Add(arguments);
        Locations.Add(location);
        return dotnet!(arguments);
    }
}
