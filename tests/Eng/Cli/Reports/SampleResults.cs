using Matrix.Cli.Merging;
using Matrix.Cli.Results;
using Matrix.Cli.Running;
using Matrix.Cli.Summaries;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;

namespace Matrix.Tests.Eng.Cli.Reports;

/// <summary>Results with a cell of every kind, in which engines answered whatever might break a report.</summary>
internal static class SampleResults
{
    /// <summary>What would end a script, a table, a comment or a code span, and what XML has no way to say.</summary>
    public const string Hostile = "</script><script>alert(1)</script> | ``` <!-- ]]> & \"' \u0001 \ud83d\ude00";

    public static readonly DateTime StartedAt = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public static MatrixResults EveryKind() => Merge(
        Ran.Whole(
            Ran.Sqlite,
            Compares(false), Ran.Pass("Crud.Inserts"), Ran.Pass("Crud.Finds(name: \"Zoë\")"), Ran.Skipped("Crud.Deletes", "later"),
            Differs("Text.Keeps_what_it_is_given", "stored", Hostile), Ran.Cell("Text.Sorts", Verdict.Stale) with { Error = "sort: it now answers as all others do" }),
        Ran.Whole(
            Ran.Postgres18,
            Compares(false), Fails(), Ran.Pass("Crud.Finds(name: \"Zoë\")"), Ran.Skipped("Crud.Deletes", "later"),
            Differs("Text.Keeps_what_it_is_given", "stored", "plain"), Ran.Pass("Text.Sorts")),
        Ran.Whole(
            Ran.MySql,
            Compares(true), Ran.Pass("Crud.Inserts"), Ran.Skipped("Crud.Deletes", "later"),
            Ran.Cell("Text.Keeps_what_it_is_given", Verdict.Changed) with
            {
                Observations = new Dictionary<string, System.Text.Json.Nodes.JsonNode?> { ["stored"] = Hostile },
                Error = $"stored: the ledger says that mysql 9.7.0 answers plain; it answered {Hostile}",
                LedgerKey = "Text.Keeps_what_it_is_given",
                LedgerEntry = "\"Keeps_what_it_is_given\": {}",
                Kept = "mysql -h 127.0.0.1 matrix_7",
            },
            Ran.Pass("Text.Sorts")) with
        { Flaky = new Dictionary<string, Flakiness> { ["Text.Sorts"] = new(new Dictionary<Verdict, int> { [Verdict.Pass] = 9, [Verdict.Fail] = 1 }, 4711) } },
        Ran.On(Ran.Postgres17, Ran.Started(Ran.Postgres17), new ServerMissing("PostgreSQL 17 cannot be had: no engine answers.\nDo one of these:\n  - Start Docker.", Lost: false), Ran.Ended) with { Required = false });

    public static MatrixResults Green() => Merge(Ran.Whole(Ran.Sqlite, Compares(false), Ran.Pass("Crud.Inserts")), Ran.Whole(Ran.MySql, Compares(true), Ran.Pass("Crud.Inserts")));

    public static MatrixResults Merge(params TargetOutcome[] outcomes) => Merger.Merge(outcomes, cancelled: false, StartedAt, TimeSpan.FromSeconds(1.25));

    public static Wording Wording(string root) =>
        new(new Matrix.Cli.Repository(root), new LedgerFolder(root, null), Path.Combine(root, "artifacts", "matrix", "results.json"), powerShell: false);

    private static CellJudged Compares(bool answer) => Ran.Differs("Text.Equality_ignores_case", "'a' = 'A'", answer) with { Sql = ["SAVEPOINT question", "SELECT @p0 = @p1 -- @p0='a', @p1='A'"] };

    private static CellJudged Differs(string name, string label, string answer) => Ran.Differs(name, label, answer) with { Reason = "Engines keep what they are given, " + Hostile };

    private static CellJudged Fails() => Ran.Fails("Crud.Inserts", "Assert.Equal() Failure: Values differ\nExpected: 1\nActual:   2") with
    {
        Failure = new(Exception: "EqualException", Message: "Assert.Equal() Failure"),
        Class = "Shop.Behaviours.Crud",
        Source = new("tests/Shared/Behaviours/Crud.cs", 12),
        Exceptions = [new("Xunit.Sdk.EqualException", "Assert.Equal() Failure: Values differ\nExpected: 1\nActual:   2", ["Shop.Behaviours.Crud.Inserts() in tests/Shared/Behaviours/Crud.cs:17", "… 9 frames of the test harness"]) { At = new("tests/Shared/Behaviours/Crud.cs", 17) }],
    };
}
