using System.Text.Json.Nodes;
using Matrix.Cli.Merging;
using Matrix.Cli.Running;
using Matrix.Cli.Summaries;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;

namespace Matrix.Tests.Eng.Cli.Summaries;

/// <summary>A working copy with a ledger, and runs of it to summarize.</summary>
internal sealed class SummarySample : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SummarySample() => folder.Write("tests/Shared/Behaviours/TextComparison.differences.json", """
        {
          "Equality_ignores_case": {
            "reason": "Collations differ.", "source": "https://example.org", "measured": ["sqlite@3.50", "postgres@18", "mysql@9.7"],
            "observations": {
              "'a' = 'A'": { "sqlite": false, "postgres": false, "mysql": true },
              "insert of a long text that is refused": { "sqlite": "a long text that is stored as it is, however long it may be", "postgres": {"error":"too-long","sqlState":"22001"}, "mysql": {"error":"too-long","sqlState":"22001","number":1406} }
            }
          },
          "Like_matches": { "reason": "It cannot.", "source": "", "fails": { "mysql": {"error":"syntax","number":1064} } }
        }
        """);

    public static CellJudged[] Green(bool ignoresCase) =>
    [
        Ran.Pass("Crud.Inserts"), Ran.Pass("Crud.Deletes"), Ran.Skipped("Later.Does", "later"), Ran.Differs("TextComparison.Equality_ignores_case", "'a' = 'A'", ignoresCase),
    ];

    public static CellJudged Fails(string name, string expected, string actual)
    {
        var message = $"Assert.Equal() Failure: Strings differ\n           ↓ (pos 1)\nExpected: {expected}\nActual:   {actual}\n           ↑ (pos 1)";
        return Ran.Fails(name, message) with { Source = new("tests/Shared/Behaviours/Customers.cs", 19), Exceptions = [new("Xunit.Sdk.EqualException", message, []) { At = new("tests/Shared/Behaviours/Customers.cs", 24) }] };
    }

    public static CellJudged Nested(string name) => Ran.Fails(name, "three exceptions") with
    {
        Source = new("tests/Shared/Behaviours/Customers.cs", 19),
        Exceptions =
        [
            new("System.InvalidCastException", "Unable to cast object of type 'System.String' to type 'System.DateTimeOffset', which is what the property CreatedAt of the entity Customer is", []) { At = new("src/Shop/CountryConverter.cs", 90) },
            new("Microsoft.EntityFrameworkCore.DbUpdateException", "An error occurred while saving the entity changes. See the inner exception for details.", []) { At = new("tests/Shared/Behaviours/Customers.cs", 24) },
        ],
        Sql = ["INSERT INTO \"Countries\" (\"Code\") VALUES ('NL')", "SAVEPOINT q", "SELECT \"c\".\"Id\", \"c\".\"CountryCode\", \"c\".\"Name\", \"c\".\"CreatedAt\", \"c\".\"ModifiedAt\", \"c\".\"Version\" FROM \"Customers\" AS \"c\" WHERE \"c\".\"CountryCode\" = @code LIMIT 2"],
    };

    public static CellJudged Observes(string name, string label, JsonNode? answer) => Ran.Fails(name, $"{label}: no such observation") with
    {
        LedgerKey = name,
        LedgerEntry = "{}",
        Observations = new Dictionary<string, JsonNode?> { [label] = answer },
    };

    /// <summary>A failure on two targets, an answer that changed, and a behaviour that one target did not run.</summary>
    public static TargetOutcome[] Mixed() =>
    [
        Ran.Whole(
            Ran.Sqlite, Ran.Pass("Crud.Inserts"), Ran.Pass("TextComparison.Like_matches"), Nested("Customers.A_customer_is_read_back_with_its_country"),
            Changed("TextComparison.Equality_ignores_case", true), Ran.Pass("Crud.Finds(name: \"Zoë\")")),
        Ran.On(
            Ran.MySql,
            Ran.Started(Ran.MySql), Ran.Ready(Ran.MySql), Ran.Pass("Crud.Inserts"), Ran.Cell("TextComparison.Like_matches", Verdict.Difference),
            Nested("Customers.A_customer_is_read_back_with_its_country") with { Kept = "mysql -h 127.0.0.1 matrix_7" }, Ran.Differs("TextComparison.Equality_ignores_case", "'a' = 'A'", true),
            new ProblemFound(Verdict.Missing, "S.Gone", "S.Gone: there is no such test."), Ran.Ended) with
        { ExitCode = 2, Logs = ["mysql.log"] },
    ];

    /// <summary>Writes a summary, as for a run of 1.25 s.</summary>
    public string Write(Screen screen, params TargetOutcome[] outcomes) => Write(screen, powerShell: false, outcomes);

    public string Write(Screen screen, bool powerShell, params TargetOutcome[] outcomes)
    {
        var results = Merger.Merge(outcomes, cancelled: false, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), TimeSpan.FromSeconds(1.25));
        var repository = new Matrix.Cli.Repository(folder.Path);
        var wording = new Wording(repository, new LedgerFolder(repository.Behaviours, null), folder.PathOf("artifacts", "matrix", "results.json"), powerShell);
        return new Summary(results, DifferenceLedger.Read(repository.Behaviours), [Ran.Sqlite, Ran.Postgres18, Ran.Postgres17, Ran.MySql], wording, screen).Write().ToString();
    }

    public void Dispose() => folder.Dispose();

    private static CellJudged Changed(string name, bool answer) => Ran.Cell(name, Verdict.Changed) with
    {
        Error = "'a' = 'A': the ledger says that sqlite@3.50 answers false; it answered true",
        Observations = new Dictionary<string, JsonNode?> { ["'a' = 'A'"] = answer },
        LedgerKey = name,
        LedgerEntry = "{}",
        Source = new("tests/Shared/Behaviours/Text/TextComparison.cs", 31),
        Sql = ["SELECT 'a' = 'A'"],
    };
}
