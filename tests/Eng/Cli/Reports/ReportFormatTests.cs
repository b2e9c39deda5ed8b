using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Markdig;
using Matrix.Cli.Merging;
using Matrix.Cli.Reports;
using Matrix.Cli.Writing;
using NJsonSchema;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Reports;

public sealed class ReportFormatTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Every_report_lies_beside_the_results()
    {
        Write(SampleResults.EveryKind());

        Assert.Equal(
            ["ctrf.json", "junit.xml", "report.html", "report.md", "results.json"],
            Directory.EnumerateFiles(folder.Path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("report.md")]
    [InlineData("junit.xml")]
    [InlineData("ctrf.json")]
    public void A_report_is_as_it_was_read(string file)
    {
        Write(SampleResults.EveryKind());

        Snapshot.Matches(Text(file), "Cli", "Reports", "Snapshots", file);
    }

    [Fact]
    public void The_page_asks_for_nothing_and_nothing_in_its_data_can_end_it()
    {
        Write(SampleResults.EveryKind());

        var page = Text("report.html");
        var data = page.Split("<script id=\"results\" type=\"application/json\">")[1].Split("</script>")[0];
        Assert.DoesNotContain(" src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link rel=\"stylesheet\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotContain('<', data);
        Assert.Contains(SampleResults.Hostile, JsonNode.Parse(data)!["texts"]!.AsArray().Select(t => JsonNode.Parse(t!.GetValue<string>() is ['"', ..] quoted ? quoted : "\"\"")!.GetValue<string>()));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void JUnit_is_valid(string run)
    {
        Write(Run(run));

        Assert.Empty(JUnitComplaints(Text("junit.xml")));
    }

    [Fact]
    public void The_schema_of_JUnit_refuses_what_is_otherwise() =>
        Assert.NotEmpty(JUnitComplaints("<testsuites><testsuite name=\"x\"><testcase/></testsuite></testsuites>"));

    [Theory]
    [MemberData(nameof(Runs))]
    public void JUnit_counts_what_it_lists(string run)
    {
        var results = Run(run);
        Write(results);

        foreach (var suite in XDocument.Parse(Text("junit.xml")).Root!.Elements("testsuite"))
        {
            Assert.Equal((int)suite.Attribute("tests")!, suite.Elements("testcase").Count());
            Assert.Equal((int)suite.Attribute("failures")!, suite.Descendants("failure").Count());
            Assert.Equal((int)suite.Attribute("errors")!, suite.Descendants("error").Count());
            Assert.Equal((int)suite.Attribute("skipped")!, suite.Descendants("skipped").Count());
        }

        Assert.Equal(results.ExitCode is 1 or 2 or 3, Text("junit.xml").Contains("<failure", StringComparison.Ordinal) || Text("junit.xml").Contains("<error", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task CTRF_is_valid_and_counts_what_it_lists(string run)
    {
        Write(Run(run));

        var schema = await JsonSchema.FromFileAsync(Repository.PathOf("tests", "Eng", "Cli", "Reports", "Schemas", "ctrf-0.0.schema.json"));
        Assert.Empty(schema.Validate(Text("ctrf.json")));
        Assert.NotEmpty(schema.Validate(Text("ctrf.json").Replace("\"status\": \"passed\"", "\"status\": \"perfect\"", StringComparison.Ordinal).Replace("\"summary\"", "\"summery\"", StringComparison.Ordinal)));
        var results = JsonNode.Parse(Text("ctrf.json"))!["results"]!;
        var tests = results["tests"]!.AsArray();
        Assert.Equal(tests.Count, (int)results["summary"]!["tests"]!);
        Assert.All((string[])["passed", "failed", "skipped", "pending", "other"], s => Assert.Equal(tests.Count(t => (string)t!["status"]! == s), (int)results["summary"]![s]!));
    }

    [Fact]
    public void Markdown_keeps_whatever_engines_answered_in_its_place()
    {
        Write(SampleResults.EveryKind());

        var html = Markdig.Markdown.ToHtml(Text("report.md"), new MarkdownPipelineBuilder().UsePipeTables().Build());
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        foreach (var table in html.Split("<table>").Skip(1).Select(t => t.Split("</table>")[0]))
            Assert.All(table.Split("<tr>").Skip(2), row => Assert.Equal(table.Split("<th>").Length, row.Split("<td>").Length));
    }

    [Fact]
    public void Of_very_many_the_Markdown_shows_some_and_says_where_the_rest_is()
    {
        Write(ManyResults.Of(2_000));

        Assert.InRange(Text("report.md").Length, 10_000, 300_000);
        Assert.Contains("are in `report.html`.", Text("report.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_of_a_megabyte_is_whole_in_the_results_alone()
    {
        var answer = new string('a', 1 << 20);
        var observed = new Dictionary<string, JsonNode?> { ["x"] = answer };
        Write(SampleResults.Merge(Ran.Whole(
            Ran.Sqlite, Ran.Fails("S.New", $"x: sqlite answered \"{answer}\"") with { Observations = observed, LedgerKey = "S.New" }, Ran.Cell("S.Known", Matrix.Harness.Verdicts.Verdict.Difference) with { Observations = observed })));

        Assert.Contains(answer, Text("results.json"), StringComparison.Ordinal);
        foreach (var report in (string[])["report.md", "junit.xml"])
        {
            Assert.InRange(Text(report).Length, 100, 5000);
            Assert.Matches(@"\(10485\d\d characters, SHA-256 [0-9a-f]{12}…\)", Text(report));
        }

        Assert.Contains("(1048576 characters, SHA-256 9bc1b2a288b2…)", Text("junit.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        var file = folder.Write("taken", "");

        var told = new List<string>();
        var unwritten = new Unwritten(told.Add);
        ReportFolder.Write(SampleResults.Green(), Path.Combine(file, "out"), SampleResults.Wording(folder.Path), unwritten);

        Assert.Equal(2, unwritten.Conclude(0));
        Assert.All((string[])["results.json", "report.html", "report.md", "junit.xml", "ctrf.json"], name => Assert.Contains(told, t => t.StartsWith(Path.Combine(file, "out", name) + " cannot be written: ", StringComparison.Ordinal)));
        Assert.Contains("--results", told[^1], StringComparison.Ordinal);
    }

    public static TheoryData<string> Runs => ["every kind", "green", "nothing", "broken"];

    public void Dispose() => folder.Dispose();

    private static MatrixResults Run(string run) => run switch
    {
        "every kind" => SampleResults.EveryKind(),
        "green" => SampleResults.Green(),
        "broken" => SampleResults.Merge(Ran.On(Ran.Sqlite) with { Broken = "A.cs(1,1): error" }, Ran.On(Ran.MySql, new Matrix.Harness.Results.ServerMissing("Gone.", Lost: true)), Ran.Whole(Ran.Postgres18, Ran.Pass("S.A")) with { ExitCode = 134 }),
        _ => SampleResults.Merge(),
    };

    private static List<string> JUnitComplaints(string xml)
    {
        var complaints = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        using var schema = XmlReader.Create(Repository.PathOf("tests", "Eng", "Cli", "Reports", "Schemas", "junit-10.xsd"));
        settings.Schemas.Add(WithPlaces(XmlSchema.Read(schema, null)!));
        settings.ValidationEventHandler += (_, e) => complaints.Add(e.Message);
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read())
        {
        }

        return complaints;
    }

    // The schema lacks the places that pytest and Gradle write, and GitLab reads.
    private static XmlSchema WithPlaces(XmlSchema schema)
    {
        var test = (XmlSchemaComplexType)schema.Items.OfType<XmlSchemaElement>().Single(e => e.Name == "testcase").SchemaType!;
        foreach (var name in (string[])["file", "line"])
            test.Attributes.Add(new XmlSchemaAttribute { Name = name });
        return schema;
    }

    private void Write(MatrixResults results) => ReportFolder.Write(results, folder.Path, SampleResults.Wording(folder.Path), new(Assert.Fail));

    private string Text(string file) => File.ReadAllText(folder.PathOf(file), Encoding.UTF8);
}
