using Xunit;

namespace Matrix.Tests.Eng.Cli.Running;

/// <summary>Something for filters to select. It is only ever listed: explicit tests do not run unless they are asked for.</summary>
public sealed class FilterSample
{
    private const string OnlyListed = "This test is there to be listed. Do not ask for explicit tests here.";

    [Fact(Explicit = true)]
    public void Alpha_one() => Assert.Fail(OnlyListed);

    [Fact(Explicit = true)]
    public void Alpha_two() => Assert.Fail(OnlyListed);

    [Fact(Explicit = true)]
    [Trait("Sample", "trait")]
    public void Beta_one() => Assert.Fail(OnlyListed);

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(2)]
    public void Rows(int x) => Assert.Fail(OnlyListed + x);
}
