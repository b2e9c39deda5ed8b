using Microsoft.Testing.Platform.CommandLine;
using Microsoft.Testing.Platform.Extensions;
using Microsoft.Testing.Platform.Extensions.CommandLine;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>The options by which the build tells a test program what else <c>dotnet test</c> was asked to run.</summary>
internal sealed class BuildOptions() : PlatformExtension("Says which backends were asked for."), ICommandLineOptionsProvider
{
    /// <summary>The backends whose test programs run in the same command, parted by commas.</summary>
    public const string RunBeside = "run-beside";

    /// <summary>Given when this backend was asked for by name.</summary>
    public const string AskedFor = "asked-for";

    public IReadOnlyCollection<CommandLineOption> GetCommandLineOptions() =>
    [
        new(RunBeside, "The backends that run in the same command, parted by commas. Set by the build.", ArgumentArity.ExactlyOne, isHidden: true),
        new(AskedFor, "This backend was asked for by name. Set by the build.", ArgumentArity.Zero, isHidden: true),
    ];

    public Task<ValidationResult> ValidateOptionArgumentsAsync(CommandLineOption commandOption, string[] arguments) => ValidationResult.ValidTask;

    public Task<ValidationResult> ValidateCommandLineOptionsAsync(ICommandLineOptions commandLineOptions) => ValidationResult.ValidTask;
}
