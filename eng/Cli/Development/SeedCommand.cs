using System.Diagnostics;
using Matrix.Cli.Building;
using Matrix.Harness;
using Matrix.Harness.Development;

namespace Matrix.Cli.Development;

/// <summary><c>matrix seed</c>: builds a backend's model and reference data in a database to develop against.</summary>
/// <remarks>The model is the test program's, so the test program builds it; the address reaches it by its environment, where no list of processes shows it.</remarks>
internal sealed class SeedCommand(Repository repository, SeedOptions options, TextWriter error)
{
    /// <summary>Seeds.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="MatrixException">The command is wrong.</exception>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var address = SeedAddress.Of(options, Environment.GetEnvironmentVariable);
        var project = repository.ProjectOf(address.Backend);
        try
        {
            using var program = await new BackendBuild(repository, error.WriteLine).HoldAsync(project, asItIs: false, cancellationToken);
            if (program.Complaint is not { } complaint)
                return await SeedAsync(address, project, cancellationToken);
            await error.WriteLineAsync(complaint);
            return ExitCodes.Wrong;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Cancelled;
        }
    }

    private async Task<int> SeedAsync(SeedAddress address, BackendProject project, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Dotnet.Path, [project.Assembly]);
        start.Environment[SeedRequest.AddressVariable] = address.Text;
        start.Environment[SeedRequest.ForceVariable] = options.Force ? "true" : null;
        using var process = Process.Start(start) ?? throw new MatrixException($"{Dotnet.Path} cannot be started. The SDK is to be had at https://dot.net/download.");
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
