using System.Text.Json.Nodes;
using Matrix.Cli.Merging;
using Matrix.Cli.Results;
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
        Write(EveryKind());

        Assert.Empty((await SchemaAsync()).Validate(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("behaviours[0].cells[0].verdict", "\"perfect\"")]
    [InlineData("behaviours[0].cells[0].target", "1")]
    [InlineData("behaviours[0].unknown", "1")]
    [InlineData("targets[0].totals.bound", "\"many\"")]
    [InlineData("version", "3")]
    [InlineData("behaviours[2].source", "\"A.cs\"")]
    [InlineData("behaviours[2].cells[0].exceptions[0].stack", "1")]
    [InlineData("behaviours[2].cells[0].waited.serverMs", "-1")]
    [InlineData("problems", null)]
    public async Task The_schema_refuses_what_is_otherwise(string place, string? value)
    {
        Write(EveryKind());
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
        Write(EveryKind());

        var cell = JsonNode.Parse(System.IO.File.ReadAllText(File))!["behaviours"]!.AsArray().Single(b => (string)b!["name"]! == "S.Differs")!["cells"]![0]!;

        Assert.Equal("""{"target":"sqlite","verdict":"difference","durationMs":1.5,"observations":{"x":null},"reason":"Collations differ.","sql":[]}""", cell.ToJsonString());
    }

    [Fact]
    public void What_was_written_reads_back_the_same()
    {
        Write(EveryKind());

        var again = folder.PathOf("again.json");
        using (var output = System.IO.File.Create(again))
            ResultsDocument.Write(ResultsDocument.Read(File), output);

        Assert.Equal(System.IO.File.ReadAllText(File), System.IO.File.ReadAllText(again));
    }

    [Fact]
    public void Version_1_is_still_read()
    {
        System.IO.File.WriteAllText(File, """
            {"version":1,"startedAt":"2026-01-02T03:04:05Z","durationMs":1,"cancelled":false,
             "targets":[{"name":"sqlite","backend":"sqlite","required":true,"totals":{"bound":1,"own":0,"passed":0,"differed":0,"failed":1,"stale":0,"changed":0,"missing":0,"unavailable":0,"skipped":0},"settings":{},"lost":false,"complete":true}],
             "behaviours":[{"name":"S.Fails","subject":"S","shared":true,"cells":[{"target":"sqlite","verdict":"fail","durationMs":1.5,"observations":{},"error":"no","sql":[]}]}],"problems":[]}
            """);

        var (behaviour, cell) = ResultsDocument.Read(File).Red.Single();

        Assert.Equal(("S.Fails", "no", 1.5), (behaviour.Name, cell.Error, cell.DurationMs));
        Assert.Null(cell.Exceptions);
    }

    [Theory]
    [InlineData("", "(1): This is no results.json of Matrix (byte 1): ")]
    [InlineData("{}", "(1): This is no results.json of Matrix: it does not say which version of the format it has.")]
    [InlineData("null", "(1): This is no results.json of Matrix: it does not say which version of the format it has.")]
    [InlineData("[1]", "(1): This is no results.json of Matrix (byte 2): ")]
    [InlineData("<testsuites/>", "(1): This is no results.json of Matrix (byte 1): ")]
    [InlineData("{\n  \"version\": 1,\n  \"targets\": [nonsense]\n}", "(3): This is no results.json of Matrix (byte 16): ")]
    [InlineData("{\"version\":3,\"cells\":{}}", "(1): The file has version 3 of the format; this Matrix reads versions 1 to 2.")]
    public void A_file_that_is_something_else_is_named_with_the_line(string text, string complaint)
    {
        System.IO.File.WriteAllText(File, text);

        var e = Assert.Throws<ResultsFileException>(() => ResultsDocument.Read(File));

        Assert.StartsWith(File + complaint, e.Message, StringComparison.Ordinal);
        Assert.EndsWith("Delete the file and run its target again.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_short_is_named_with_the_place()
    {
        Write(EveryKind());
        var bytes = System.IO.File.ReadAllBytes(File);

        foreach (var length in Enumerable.Range(0, bytes.Length).Where(l => l % 97 == 0))
        {
            System.IO.File.WriteAllBytes(File, bytes[..length]);
            Assert.StartsWith($"{File}(1): This is no results.json of Matrix", Assert.Throws<ResultsFileException>(() => ResultsDocument.Read(File)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cell_of_a_target_that_is_not_listed_is_refused()
    {
        Write(EveryKind());
        System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File).Replace("\"target\":\"sqlite\"", "\"target\":\"oracle\"", StringComparison.Ordinal));

        Assert.Contains("on oracle, and lists no such target.", Assert.Throws<ResultsFileException>(() => ResultsDocument.Read(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_longer_than_any_is_refused_before_it_is_read()
    {
        using (var file = System.IO.File.Create(File))
            file.SetLength(ResultsFiles.Longest + 1);

        Assert.StartsWith($"{File}(1): The file is longer than 2 GiB", Assert.Throws<ResultsFileException>(() => ResultsDocument.Read(File)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Write(MatrixResults results)
    {
        using var output = System.IO.File.Create(File);
        ResultsDocument.Write(results, output);
    }

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(Repository.PathOf("docs", "results.schema.json"));

    private static MatrixResults EveryKind() => Merger.Merge(
    [
        Ran.Whole(
            Ran.Sqlite, Ran.Pass("S.Passes(x: \"é\")"), Ran.Differs("S.Differs", "x", null), Ran.Skipped("S.Skips", "later"),
            Ran.Fails("S.Fails", "two\nlines") with { Failure = new("unique", "23505", 19), LedgerKey = "S.Fails", LedgerEntry = "{}", Sql = ["SELECT 1"], Kept = "sqlite3 kept.db", Class = "Shop.S", Source = new("tests/S.cs", 4), Waited = new(10, 20, 0.5), Exceptions = [new("System.Exception", "two\nlines", ["Shop.S.Fails() in tests/S.cs:7", "… 3 frames of the test harness"]) { At = new("tests/S.cs", 7) }] },
            Ran.Cell("S.Stale", Verdict.Stale), Ran.Cell("S.Changed", Verdict.Changed)) with { ExitCode = 134 },
        Ran.On(Ran.MySql, Ran.Started(Ran.MySql), Ran.Ready(Ran.MySql), new ServerMissing("Gone.", Lost: true), Ran.Ended),
        Ran.On(Ran.Postgres18) with { Broken = "It does not build." },
    ], cancelled: false, DateTime.UtcNow, TimeSpan.FromSeconds(1));
}
