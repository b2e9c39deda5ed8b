using Microsoft.Testing.Platform.CommandLine;
using Microsoft.Testing.Platform.Extensions;
using Microsoft.Testing.Platform.Extensions.CommandLine;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>The option by which the build tells a test program which backends run in the same <c>dotnet test</c>.</summary>
internal sealed class RunBesideOption() : PlatformExtension("Says which backends' test programs run beside this one."), ICommandLineOptionsProvider
{
    public const string Name = "run-beside";

    public IReadOnlyCollection<CommandLineOption> GetCommandLineOptions() =>
        [new(Name, "The backends that run in the same dotnet test, parted by commas. Set by the build.", ArgumentArity.ExactlyOne, isHidden: true)];

    public Task<ValidationResult> ValidateOptionArgumentsAsync(CommandLineOption commandOption, string[] arguments) => ValidationResult.ValidTask;

    public Task<ValidationResult> ValidateCommandLineOptionsAsync(ICommandLineOptions commandLineOptions) => ValidationResult.ValidTask;
}
