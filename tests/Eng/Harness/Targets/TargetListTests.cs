using Matrix.Harness;
using Matrix.Harness.Targets;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Targets;

public sealed class TargetListTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{ \"targets\": null }")]
    [InlineData("{ \"targets\": [] }")]
    [InlineData("{ \"targets\": [null] }")]
    [InlineData("{ \"targets\": [{}] }")]
    [InlineData("{ \"targets\": [{ \"name\": null, \"backend\": \"a\", \"engine\": \"a\" }] }")]
    [InlineData("{ \"targets\": [{ \"name\": \"a\", \"backend\": \"a\" }] }")]
    [InlineData("{ \"targets\": [{ \"name\": \"../../a\", \"backend\": \"a\", \"engine\": \"a\" }] }")]
    [InlineData("{ \"targets\": [{ \"name\": \"a\\u001b[2J\", \"backend\": \"a\", \"engine\": \"a\" }] }")]
    [InlineData("{ \"targets\": [{ \"name\": \"\", \"backend\": \"a\", \"engine\": \"a\" }] }")]
    [InlineData("{ \"targets\": [{ \"name\": \"a\", \"backend\": \"a\", \"engine\": \"a\" }, { \"name\": \"A\", \"backend\": \"a\", \"engine\": \"a\" }] }")]
    public void A_list_that_is_none_is_named_with_what_is_wrong(string text)
    {
        var path = folder.Write("targets.json", text);

        var e = Assert.Throws<MatrixException>(() => TargetList.Read(path));

        Assert.StartsWith($"The list of targets {path} cannot be read: ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', e.Message);
    }

    [Fact]
    public void A_list_without_an_end_is_refused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no /dev/zero.");

        Assert.Contains("It is longer than 1 MiB", Assert.Throws<MatrixException>(() => TargetList.Read("/dev/zero")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
