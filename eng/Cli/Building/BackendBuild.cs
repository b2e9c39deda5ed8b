using System.Diagnostics;
using Matrix.Harness;

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

        var (exitCode, output) = (1, "");
        var isTestAlone = stamp.IsFrameCurrent(inputs) && Environment.GetEnvironmentVariable("CI") is null or "";
        stamp.Forget(frame: false);
        if (isTestAlone)
            (exitCode, output) = await DotnetBuildAsync(project, TestAlone, cancellationToken);
        if (!isTestAlone || exitCode != 0 && !IsOfSource(output))
        {
            stamp.Forget(frame: true);
            (exitCode, output) = await DotnetBuildAsync(project, [], cancellationToken);
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

    private async Task<(int ExitCode, string Output)> DotnetBuildAsync(BackendProject project, string[] more, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Dotnet.Path, ["build", project.File, "--configuration", "Debug", "--nologo", "--verbosity", "quiet", "-consoleLoggerParameters:NoSummary", "-tl:off", .. more])
        {
            WorkingDirectory = repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new MatrixException($"{Dotnet.Path} cannot be started. The SDK is to be had at https://dot.net/download.");
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

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
