namespace Matrix.Cli.Building;

/// <summary>Builds a backend's project, and nothing when nothing has changed since it was built last.</summary>
internal sealed class BackendBuild(Repository repository)
{
    // Where only a test was edited, what it refers to need not be looked at again, and analysers can wait for dotnet build and CI.
    private static readonly string[] TestAlone = ["--no-restore", "-p:BuildProjectReferences=false", "-p:RunAnalyzers=false"];

    /// <summary>Builds.</summary>
    /// <returns>What the build complained of, or <see langword="null"/> when the program is there and up to date.</returns>
    public async Task<string?> BuildAsync(BackendProject project, CancellationToken cancellationToken)
    {
        var stamp = new BuildStamp(repository, project);
        var inputs = BuildInputs.Of(repository.Root);
        if (stamp.IsCurrent(inputs))
            return null;

        stamp.Forget(frame: false);
        var (exitCode, output) = (1, "");
        foreach (var attempt in Attempts(project, stamp, inputs))
        {
            (exitCode, output) = await attempt(cancellationToken);
            if (exitCode == 0 || IsOfSource(output))
                break;
        }

        if (exitCode != 0)
            return Complaints(output);
        if (!File.Exists(project.Assembly))
            return $"The build of {repository.Shown(project.File)} passed and left no {repository.Shown(project.Assembly)}. Matrix needs <UseArtifactsOutput> as the root's Directory.Build.props sets it.";
        stamp.Remember(inputs);
        return null;
    }

    /// <summary>What to say when a program is to be run as it was built last.</summary>
    /// <returns>A complaint, or <see langword="null"/> when there is one to run.</returns>
    public string? Missing(BackendProject project) => File.Exists(project.Assembly)
        ? null
        : $"{repository.Shown(project.Assembly)} is not there, and --no-build says to run it as it is. Leave out --no-build.";

    // The quickest that may do comes first, and the whole build last.
    private IEnumerable<Func<CancellationToken, Task<(int ExitCode, string Output)>>> Attempts(BackendProject project, BuildStamp stamp, BuildInputs inputs)
    {
        if (Environment.GetEnvironmentVariable("CI") is null or "")
        {
            if (stamp.IsOutlineCurrent(inputs) && CompilerCall.Of(project) is { } call)
                yield return token => call.RepeatAsync(project, token);
            if (stamp.IsFrameCurrent(inputs))
                yield return token => MakeAsync(project, TestAlone, token);
        }

        stamp.Forget(frame: true);
        yield return token => MakeAsync(project, [], token);
    }

    private Task<(int ExitCode, string Output)> MakeAsync(BackendProject project, string[] more, CancellationToken cancellationToken) => Dotnet.RunAsync(
        ["build", project.File, "--configuration", "Debug", "--nologo", "--verbosity", "quiet", "-consoleLoggerParameters:NoSummary", "-tl:off", .. more],
        repository.Root, [], cancellationToken);

    // A missing reference (CS0006) is not the test's fault.
    private static bool IsOfSource(string output) =>
        output.Contains(": error CS", StringComparison.Ordinal) && !output.Contains(": error CS0006", StringComparison.Ordinal);

    private string Complaints(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        var errors = lines.Where(l => l.Contains(": error ", StringComparison.Ordinal)).ToList();
        return string.Join('\n', (errors.Count > 0 ? errors : lines).Select(l => l.Replace(repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)));
    }
}
