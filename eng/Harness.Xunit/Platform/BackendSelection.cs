using System.Reflection;
using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Services;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>Lets a filter by backend run over the whole solution: a test program that the filter leaves nothing to run does not fail for that.</summary>
public static class BackendSelection
{
    /// <summary>Called by the test platform when a test program starts.</summary>
    public static void AddExtensions(ITestApplicationBuilder builder, string[] arguments)
    {
        var own = Assembly.GetEntryAssembly()?.GetCustomAttribute<BackendAttribute>()?.Name;
        builder.CommandLine.AddProvider(() => new RunBesideOption());
        builder.TestHost.AddTestHostApplicationLifetime(services => new EmptyRun(services.GetCommandLineOptions(), own));
    }
}
