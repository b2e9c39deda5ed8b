using Matrix.Cli.Building;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Building;

public sealed class KnownGeneratorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("[LibraryImport(\"libc\")]", "Microsoft.Interop.LibraryImportGenerator")]
    [InlineData("using Words = System.Text.RegularExpressions.GeneratedRegexAttribute;", "System.Text.RegularExpressions.Generator")]
    [InlineData("[GeneratedComInterface]", "Microsoft.Interop.ComInterfaceGenerator")]
    [InlineData("[JsonSerializable(typeof(int))]", "System.Text.Json.SourceGeneration")]
    [InlineData("[LoggerMessage(1)]", "Microsoft.Extensions.Logging.Generators")]
    public void A_generator_is_not_idle_where_any_source_has_its_attribute(string text, string generator)
    {
        var nothing = folder.Write("Nothing.cs", "class Nothing;");
        var something = folder.Write("Something.cs", text);

        Assert.Contains(generator, KnownGenerators.Idle([nothing]));
        Assert.Equivalent(KnownGenerators.Idle([nothing]).Except([generator]), KnownGenerators.Idle([nothing, something, nothing]), strict: true);
    }

    [Fact]
    public void A_generator_that_is_not_known_is_never_idle() => Assert.DoesNotContain("Somebody.Elses.Generator", KnownGenerators.Idle([]));

    public void Dispose() => folder.Dispose();
}
