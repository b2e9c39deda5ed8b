using Microsoft.Testing.Platform.CommandLine;
using Microsoft.Testing.Platform.Extensions.TestHost;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>Takes an empty run for a success when the filter asks for other backends, and they run too.</summary>
internal sealed class EmptyRun(ICommandLineOptions options, string? own)
    : PlatformExtension("Lets a run be empty when the filter asks for other backends."), ITestHostApplicationLifetime
{
    private const string IgnoredExitCodes = "TESTINGPLATFORM_EXITCODE_IGNORE";
    private const string ZeroTests = "8";

    public Task BeforeRunAsync(CancellationToken cancellationToken)
    {
        // The platform reads this when the run is over; there is no other way in for an extension.
        if (BackendTraits.AskForOthers(Arguments("filter-trait"), own, Arguments(RunBesideOption.Name).SelectMany(a => a.Split(','))))
            Environment.SetEnvironmentVariable(IgnoredExitCodes, string.Join(';', Environment.GetEnvironmentVariable(IgnoredExitCodes), ZeroTests).TrimStart(';'));
        return Task.CompletedTask;
    }

    public Task AfterRunAsync(int exitCode, CancellationToken cancellationToken) => Task.CompletedTask;

    private string[] Arguments(string option) => options.TryGetOptionArgumentList(option, out var arguments) ? arguments : [];
}
