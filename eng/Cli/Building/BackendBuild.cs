using Matrix.Cli.Locking;

namespace Matrix.Cli.Building;

/// <summary>Builds a backend's project, and nothing when nothing has changed since it was built last.</summary>
/// <param name="repository">The working copy. One build of it goes on at a time, whichever process asks.</param>
/// <param name="tell">Told, before a wait for another run, what it does.</param>
internal sealed class BackendBuild(Repository repository, Action<string> tell)
{
    // Where only a test was edited, what it refers to need not be looked at again, and analysers can wait for dotnet build and CI.
    private static readonly string[] TestAlone = ["--no-restore", "-p:BuildProjectReferences=false", "-p:RunAnalyzers=false"];

    /// <summary>Builds, and keeps the program as it is until the result is disposed: others may run it too, and nobody replaces it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="asItIs">Whether it is to be run as it was built last.</param>
    /// <param name="cancellationToken">Ends a wait, and a build.</param>
    public async Task<BuiltProgram> HoldAsync(BackendProject project, bool asItIs, CancellationToken cancellationToken)
    {
        var held = await ShareAsync(project, cancellationToken);
        if (asItIs)
            return new(Missing(project), held);
        if (IsCurrent(project))
            return new(null, held);
        held.Dispose();
        if (await BuildAsync(project, cancellationToken) is { } complaint)
            return new(complaint);
        return new(Missing(project), await ShareAsync(project, cancellationToken));
    }

    private bool IsCurrent(BackendProject project) => new BuildStamp(repository, project).IsCurrent(BuildInputs.Of(repository.Root));

    private Task<FileLock> ShareAsync(BackendProject project, CancellationToken cancellationToken) => FileLock.SharedAsync(
        LockOf(project.Name), who => tell($"{project.Name} is being built by {who}. This run waits for it."), cancellationToken);

    /// <summary>Builds. Waits for those who run the program, and for other builds.</summary>
    /// <returns>What the build complained of, or <see langword="null"/> when the program is there and up to date.</returns>
    public async Task<string?> BuildAsync(BackendProject project, CancellationToken cancellationToken)
    {
        // In this order: whoever runs the program ends by itself, and so does whoever builds another.
        using var program = await FileLock.AloneAsync(
            LockOf(project.Name), who => tell($"{project.Name} has changed and must be built, and {who} still runs it. This run waits until that one has ended."), cancellationToken);
        using var build = await FileLock.AloneAsync(
            LockOf("build"), who => tell($"{who} is building this working copy. This run waits until that build has ended."), cancellationToken);
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

    private string? Missing(BackendProject project) => File.Exists(project.Assembly)
        ? null
        : $"{repository.Shown(project.Assembly)} is not there. Run without --no-build, so that it is built.";

    private string LockOf(string name) => Path.Combine(repository.Artifacts, "locks", name + ".lock");

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
