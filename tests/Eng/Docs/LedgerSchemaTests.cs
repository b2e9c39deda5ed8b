using NJsonSchema;
using Xunit;

namespace Matrix.Tests.Eng.Docs;

public sealed class LedgerSchemaTests
{
    [Fact]
    public async Task Every_ledger_of_the_repository_is_as_the_schema_says()
    {
        var schema = await SchemaAsync();
        var ledgers = Directory.EnumerateFiles(Repository.PathOf("tests"), "*.differences.json", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(ledgers);
        Assert.All(ledgers, l => Assert.Empty(schema.Validate(File.ReadAllText(l))));
    }

    [Theory]
    [InlineData("""{ "A": { "raeson": "" } }""")]
    [InlineData("""{ "A": { "reason": 1 } }""")]
    [InlineData("""{ "A": { "measured": ["postgres"] } }""")]
    [InlineData("""{ "A": { "observations": { "x": 1 } } }""")]
    [InlineData("""{ "A": { "observations": { "x": { "postgres@>18": 1 } } } }""")]
    [InlineData("""{ "A": { "fails": { "mysql": {} } } }""")]
    [InlineData("""{ "A": { "fails": { "mysql": { "eror": "unique" } } } }""")]
    public async Task The_schema_refuses_what_the_reader_refuses(string ledger) =>
        Assert.NotEmpty((await SchemaAsync()).Validate(ledger));

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(Repository.PathOf("docs", "ledger.schema.json"));
}
