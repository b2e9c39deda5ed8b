using Microsoft.Testing.Platform.CommandLine;
using Microsoft.Testing.Platform.Extensions.TestHost;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>Holds a run to the backends that were asked for: one asked for by name needs its server, one not asked for may be empty.</summary>
internal sealed class BackendChoice(ICommandLineOptions options, string? own)
    : PlatformExtension("Holds a run to the backends that were asked for."), ITestHostApplicationLifetime
{
    private const string IgnoredExitCodes = "TESTINGPLATFORM_EXITCODE_IGNORE";
    private const string ZeroTests = "8";

    // The environment is read when the run begins, and by the platform when it ends; an extension has no other way in.
    public Task BeforeRunAsync(CancellationToken cancellationToken)
    {
        var asked = BackendTraits.In(Arguments("filter-trait"));
        if (options.IsOptionSet(BuildOptions.AskedFor) || asked.Contains(own))
            Environment.SetEnvironmentVariable("MATRIX_REQUIRED", "true");
        if (BackendTraits.AreOthers(asked, own, Arguments(BuildOptions.RunBeside).SelectMany(a => a.Split(','))))
            Environment.SetEnvironmentVariable(IgnoredExitCodes, string.Join(';', Environment.GetEnvironmentVariable(IgnoredExitCodes), ZeroTests).TrimStart(';'));
        return Task.CompletedTask;
    }

    public Task AfterRunAsync(int exitCode, CancellationToken cancellationToken) => Task.CompletedTask;

    private string[] Arguments(string option) => options.TryGetOptionArgumentList(option, out var arguments) ? arguments : [];
}
