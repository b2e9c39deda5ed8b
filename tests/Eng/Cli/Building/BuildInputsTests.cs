using Matrix.Cli.Building;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Building;

public sealed class BuildInputsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("matrix-inputs-");

    public BuildInputsTests()
    {
        Write("eng/Harness/Lease.cs", "lease");
        Write("tests/Sqlite/Sqlite.csproj", "<Project />");
        Write("tests/Shared/Behaviours/Text.cs", "text");
        Write("artifacts/bin/Sqlite.dll", "built");
    }

    [Theory]
    [InlineData("tests/Shared/Behaviours/Text.cs")]
    [InlineData("tests/Shared/Behaviours/Added.cs")]
    public void A_test_is_no_part_of_the_frame(string file)
    {
        var (before, after) = AroundWriting(file);

        Assert.NotEqual(before.All, after.All);
        Assert.Equal(before.Frame, after.Frame);
    }

    [Theory]
    [InlineData("eng/Harness/Lease.cs")]
    [InlineData("tests/Sqlite/Sqlite.csproj")]
    [InlineData("tests/Directory.Build.props")]
    public void What_a_test_is_restored_from_or_refers_to_is(string file)
    {
        var (before, after) = AroundWriting(file);

        Assert.NotEqual(before.All, after.All);
        Assert.NotEqual(before.Frame, after.Frame);
    }

    [Theory]
    [InlineData("tests/Shared/Behaviours/Text.cs", true)]
    [InlineData("tests/Shared/Behaviours/Added.cs", false)]
    [InlineData("tests/Shared/Behaviours/Text.differences.json", false)]
    [InlineData("eng/Harness/Lease.cs", false)]
    [InlineData("tests/Sqlite/Sqlite.csproj", false)]
    public void Only_another_text_in_the_same_sources_leaves_the_compiler_s_call_as_it_was(string file, bool isTheSame)
    {
        var (before, after) = AroundWriting(file);

        Assert.NotEqual(before.All, after.All);
        Assert.Equal(isTheSame, before.Outline == after.Outline);
    }

    [Fact]
    public void What_was_built_is_no_input()
    {
        var (before, after) = AroundWriting("artifacts/bin/Sqlite.dll");

        Assert.Equal(before, after);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private (BuildInputs Before, BuildInputs After) AroundWriting(string file)
    {
        var before = BuildInputs.Of(folder.FullName);
        Write(file, "another text");
        return (before, BuildInputs.Of(folder.FullName));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
