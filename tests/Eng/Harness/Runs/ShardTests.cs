using Matrix.Harness;
using Matrix.Harness.Runs;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Runs;

public sealed class ShardTests
{
    private static readonly IReadOnlyList<string> Names = [.. Enumerable.Range(0, 100).Select(i => $"Subject{i % 7}.Behaviour_{i}")];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(150)]
    public void Parts_are_disjoint_and_together_the_whole(int count)
    {
        var parts = Divide(count, new Dictionary<string, double> { [Names[5]] = 900, [Names[6]] = 40 });

        Assert.Equal(Names.Order(StringComparer.Ordinal), parts.SelectMany(p => p.Names).Order(StringComparer.Ordinal));
        Assert.Single(parts.Select(p => p.Division).Distinct());
    }

    [Fact]
    public void Parts_take_about_as_long_as_each_other()
    {
        var random = new Random(1);
        var durations = Names.ToDictionary(n => n, _ => 1 + random.NextDouble() * 50);

        var loads = Divide(4, durations).Select(p => p.Names.Sum(n => durations[n])).ToList();

        Assert.True(loads.Max() - loads.Min() <= durations.Values.Min() * 2, string.Join(", ", loads));
    }

    [Fact]
    public void One_that_takes_longer_than_all_others_has_a_part_to_itself()
    {
        var durations = Names.ToDictionary(n => n, n => n == Names[42] ? 1000 : 1.0);

        Assert.Equal([Names[42]], Divide(2, durations)[0].Names);
    }

    [Fact]
    public void Another_division_has_another_hash()
    {
        var usual = Divide(2, new Dictionary<string, double>())[0].Division;

        Assert.Equal(usual, Divide(2, new Dictionary<string, double>())[1].Division);
        Assert.NotEqual(usual, Divide(2, new Dictionary<string, double> { [Names[3]] = 50, [Names[4]] = 5 })[0].Division);
        Assert.NotEqual(usual, new Shard(1, 2).Of(Names.Skip(1)).Division);
    }

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("a/b")]
    [InlineData("-1/2")]
    public void What_is_no_part_is_refused(string text) =>
        Assert.StartsWith($"'{text}' is no shard.", Assert.Throws<MatrixException>(() => Shard.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_part_is_written_as_it_is_asked_for() => Assert.Equal("2/3", Shard.Parse("2/3").ToString());

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "A.B": "long" }""")]
    public void Durations_that_cannot_be_read_are_an_error(string text)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("durations.json", text);

        Assert.Contains(file, Assert.Throws<MatrixException>(() => Shard.ReadDurations(file)).Message, StringComparison.Ordinal);
        Assert.Throws<MatrixException>(() => Shard.ReadDurations(folder.PathOf("none.json")));
    }

    private static List<ShardContent> Divide(int count, IReadOnlyDictionary<string, double> durations) =>
        [.. Enumerable.Range(1, count).Select(i => (new Shard(i, count) { Durations = durations }).Of(Names))];
}
