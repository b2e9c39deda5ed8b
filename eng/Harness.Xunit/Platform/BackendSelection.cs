using System.Reflection;
using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Services;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>Makes a filter by backend mean what it says, also over the whole solution.</summary>
/// <remarks>One asked for by name fails without its server; one not asked for does not fail for having nothing to run.</remarks>
public static class BackendSelection
{
    /// <summary>Called by the test platform when a test program starts.</summary>
    public static void AddExtensions(ITestApplicationBuilder builder, string[] arguments)
    {
        var own = Assembly.GetEntryAssembly()?.GetCustomAttribute<BackendAttribute>()?.Name;
        builder.CommandLine.AddProvider(() => new BuildOptions());
        builder.TestHost.AddTestHostApplicationLifetime(services => new BackendChoice(services.GetCommandLineOptions(), own));
    }
}
