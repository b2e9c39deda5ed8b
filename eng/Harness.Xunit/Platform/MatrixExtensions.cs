using System.Reflection;
using Matrix.Harness.Development;
using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Services;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>What Matrix adds to the test platform: a filter by backend means what it says, and a run that was cut short is red.</summary>
/// <remarks>A backend asked for by name fails without its server; one not asked for does not fail for having nothing to run.</remarks>
public static class MatrixExtensions
{
    /// <summary>Called by the test platform when a test program starts.</summary>
    public static void AddExtensions(ITestApplicationBuilder builder, string[] arguments)
    {
        UnforeseenError.Catch();
        ClosedTerminal.Heed();
        // There is no other place from which a test program can do something else than run tests.
        if (SeedRequest.FromEnvironment() is { } seed)
            Environment.Exit(new SeedProgram(Assembly.GetEntryAssembly()!, Console.Out, Console.Error).RunAsync(seed).GetAwaiter().GetResult());

        var own = Assembly.GetEntryAssembly()?.GetCustomAttribute<BackendAttribute>()?.Name;
        builder.CommandLine.AddProvider(() => new BuildOptions());
        builder.TestHost.AddTestHostApplicationLifetime(_ => new UnfinishedRun());
        builder.TestHost.AddTestHostApplicationLifetime(services => new BackendChoice(services.GetCommandLineOptions(), own));
    }
}
