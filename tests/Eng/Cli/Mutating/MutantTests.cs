using System.Text.Json.Nodes;
using Matrix.Cli.Mutating;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Mutating;

public class MutantTests
{
    [Theory]
    [InlineData("null", "\"altered\"")]
    [InlineData("true", "false")]
    [InlineData("false", "true")]
    [InlineData("1.50", "2.50")]
    [InlineData("\"a\"", "\"a altered\"")]
    [InlineData("[1]", "[1,\"altered\"]")]
    [InlineData("""{"error":"unique","number":1}""", """{"error":"unique-altered","number":1}""")]
    public void A_value_becomes_another(string value, string altered) =>
        Assert.Equal(altered, Mutant.Altered(JsonNode.Parse(value))?.ToJsonString());

    [Fact]
    public void Each_value_that_the_engine_is_held_to_makes_one_mutant()
    {
        var entry = new LedgerEntry("S.m", "r", "s")
        {
            Observations = new Dictionary<string, IReadOnlyDictionary<string, JsonNode?>>
            {
                ["a"] = new Dictionary<string, JsonNode?> { ["sqlite"] = 1, ["postgres@<18"] = 2, ["postgres@>=18"] = 3 },
                ["b"] = new Dictionary<string, JsonNode?> { ["postgres"] = 4 },
            },
            Fails = new Dictionary<string, ExpectedFailure> { ["postgres"] = new("unique", null, null, null, null), ["mysql"] = new("unique", null, null, null, null) },
        };

        var mutants = Mutant.Of(entry, new EngineIdentity("postgres", "18.1")).ToList();

        Assert.Equal(["S.m, a, postgres@>=18: 3 became 4", "S.m, b, postgres: 4 became 5", "S.m on postgres: its expected failure was altered"], mutants.Select(m => m.Lie));
        Assert.Equal("2", mutants[0].Entry.Observations["a"]["postgres@<18"]!.ToJsonString());
    }
}
