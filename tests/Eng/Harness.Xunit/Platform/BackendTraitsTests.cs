using Matrix.Harness.Xunit.Platform;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Xunit.Platform;

public sealed class BackendTraitsTests
{
    private static readonly string[] Beside = ["sqlite", "postgres", "mysql"];

    [Theory]
    [InlineData("sqlite", "Backend=postgres")]
    [InlineData("sqlite", "backend=Postgres")]
    [InlineData("sqlite", "Backend=postgres", "Backend=mysql")]
    [InlineData(null, "Backend=sqlite")]
    public void A_program_may_be_empty_when_only_others_are_asked_for(string? own, params string[] traits) =>
        Assert.True(BackendTraits.AreOthers(BackendTraits.In(traits), own, Beside));

    [Theory]
    [InlineData("sqlite")]
    [InlineData("sqlite", "Backend=sqlite")]
    [InlineData("sqlite", "Backend=SQLite", "Backend=postgres")]
    [InlineData("sqlite", "Category=slow")]
    [InlineData("sqlite", "Backend=postgers")]
    [InlineData("sqlite", "Backend=postgres", "Backend=oracle")]
    public void A_program_may_not_be_empty_otherwise(string? own, params string[] traits) =>
        Assert.False(BackendTraits.AreOthers(BackendTraits.In(traits), own, Beside));

    [Fact]
    public void A_program_may_not_be_empty_when_the_one_asked_for_does_not_run() =>
        Assert.False(BackendTraits.AreOthers(BackendTraits.In(["Backend=postgres"]), "sqlite", ["sqlite"]));
}
