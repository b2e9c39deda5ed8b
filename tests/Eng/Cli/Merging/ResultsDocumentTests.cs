using System.Text.Json.Nodes;
using Matrix.Cli.Merging;
using Matrix.Harness;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using NJsonSchema;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Merging;

public sealed class ResultsDocumentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.PathOf("results.json");

    [Fact]
    public async Task Results_of_every_kind_are_as_the_schema_says()
    {
        ResultsDocument.Write(EveryKind(), File);

        Assert.Empty((await SchemaAsync()).Validate(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("behaviours[0].cells[0].verdict", "\"perfect\"")]
    [InlineData("behaviours[0].cells[0].target", "1")]
    [InlineData("behaviours[0].unknown", "1")]
    [InlineData("targets[0].totals.bound", "\"many\"")]
    [InlineData("version", "2")]
    [InlineData("problems", null)]
    public async Task The_schema_refuses_what_is_otherwise(string place, string? value)
    {
        ResultsDocument.Write(EveryKind(), File);
        var document = Newtonsoft.Json.Linq.JObject.Parse(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
        var parent = place.Contains('.') ? document.SelectToken(place[..place.LastIndexOf('.')])! : document;
        if (value is null)
            document.Remove(place);
        else
            parent[place[(place.LastIndexOf('.') + 1)..]] = Newtonsoft.Json.Linq.JToken.Parse(value);

        Assert.NotEmpty((await SchemaAsync()).Validate(document.ToString()));
    }

    [Fact]
    public void The_document_says_what_the_issue_of_a_cell_was()
    {
        ResultsDocument.Write(EveryKind(), File);

        var cell = JsonNode.Parse(System.IO.File.ReadAllText(File))!["behaviours"]!.AsArray().Single(b => (string)b!["name"]! == "S.Differs")!["cells"]![0]!;

        Assert.Equal("""{"target":"sqlite","verdict":"difference","durationMs":1.5,"observations":{"x":null},"reason":"Collations differ.","sql":[]}""", cell.ToJsonString());
    }

    [Fact]
    public void A_folder_that_is_gone_is_named()
    {
        var e = Assert.Throws<MatrixException>(() => ResultsDocument.Write(EveryKind(), folder.PathOf("gone", "results.json")));

        Assert.Contains(folder.PathOf("gone", "results.json"), e.Message, StringComparison.Ordinal);
        Assert.Contains("--results", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(Repository.PathOf("docs", "results.schema.json"));

    private static MatrixResults EveryKind() => Merger.Merge(
    [
        Ran.Whole(
            Ran.Sqlite, Ran.Pass("S.Passes(x: \"é\")"), Ran.Differs("S.Differs", "x", null), Ran.Skipped("S.Skips", "later"),
            Ran.Fails("S.Fails", "two\nlines") with { Failure = new("unique", "23505", 19), LedgerKey = "S.Fails", LedgerEntry = "{}", Sql = ["SELECT 1"], Kept = "sqlite3 kept.db" },
            Ran.Cell("S.Stale", Verdict.Stale), Ran.Cell("S.Changed", Verdict.Changed)) with { ExitCode = 134 },
        Ran.On(Ran.MySql, Ran.Started(Ran.MySql), Ran.Ready(Ran.MySql), new ServerMissing("Gone.", Lost: true), Ran.Ended),
        Ran.On(Ran.Postgres18) with { Broken = "It does not build." },
    ], cancelled: false, DateTime.UtcNow, TimeSpan.FromSeconds(1));
}
