using Matrix.Harness;
using Matrix.Harness.Ledger;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Ledger;

public sealed class EngineRangeTests
{
    [Theory]
    [InlineData("postgres", "9.6.24", true)]
    [InlineData("postgres@18", "18.1", true)]
    [InlineData("postgres@18", "17.6", false)]
    [InlineData("postgres@18", "180.0", false)]
    [InlineData("postgres@<18", "17.6", true)]
    [InlineData("postgres@<18", "18.0", false)]
    [InlineData("postgres@>=18", "18.0", true)]
    [InlineData("postgres@>=18", "17.9", false)]
    [InlineData("postgres@15..17", "14.9", false)]
    [InlineData("postgres@15..17", "15.0", true)]
    [InlineData("postgres@15..17", "17.6", true)]
    [InlineData("postgres@15..17", "18.0", false)]
    [InlineData("postgres@15.2..15.4", "15.4.9", true)]
    [InlineData("postgres@15.2..15.4", "15.1", false)]
    public void A_bound_counts_as_many_numbers_as_it_has(string range, string version, bool contained)
    {
        var parsed = EngineRange.TryParse(range);

        Assert.NotNull(parsed);
        Assert.Equal(contained, parsed.Contains(new EngineIdentity("postgres", version)));
    }

    [Fact]
    public void One_engine_is_never_another()
    {
        var range = EngineRange.TryParse("mysql")!;

        Assert.False(range.Contains(new EngineIdentity("mariadb", "9.7.0")));
    }

    [Fact]
    public void A_version_counts_by_numbers_not_by_characters()
    {
        var range = EngineRange.TryParse("mariadb@>=10.6")!;

        Assert.True(range.Contains(new EngineIdentity("mariadb", "10.11.5")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("postgres@")]
    [InlineData("postgres@new")]
    [InlineData("postgres@>18")]
    [InlineData("postgres@<=17")]
    [InlineData("postgres@15..")]
    [InlineData("postgres@..17")]
    [InlineData("postgres@<1.")]
    [InlineData("postgres@>=.")]
    [InlineData("postgres@15..17.")]
    [InlineData("Postgres")]
    [InlineData("postgres 18")]
    [InlineData("postgres@18\n")]
    public void What_is_no_range_is_not_read_as_one(string text) => Assert.Null(EngineRange.TryParse(text));
}
