using Matrix.Cli.Explaining;
using Matrix.Cli.Merging;
using Matrix.Harness;
using Spectre.Console;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Explaining;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();

    public ExplainCommandTests()
    {
        folder.Write("eng/targets.json", File.ReadAllText(Repository.PathOf("eng", "targets.json")));
        folder.Write("tests/Shared/Behaviours/Text.differences.json", """
            {
              "Equality_ignores_case": {
                "reason": "Collations differ.", "source": "https://example.org", "measured": ["sqlite@3.50", "mysql@9.7"], "sql": "SELECT 'a' = 'A'",
                "observations": { "'a' = 'A'": { "sqlite": false, "mysql": true } }
              },
              "Only_in_the_ledger": { "reason": "It cannot.", "source": "", "fails": { "mysql": {"error":"syntax","number":1064} } }
            }
            """);
        Directory.CreateDirectory(folder.PathOf("artifacts", "matrix"));
        using var file = File.Create(folder.PathOf("artifacts", "matrix", "results.json"));
        ResultsDocument.Write(
            Merger.Merge(
                [
                    Ran.Whole(Ran.Sqlite, Ran.Differs("Text.Equality_ignores_case", "'a' = 'A'", false) with { Sql = ["SAVEPOINT question", "SELECT @p0 = @p1\n-- @p0='a', @p1='A'"] }, Ran.Pass("Crud.Finds(x: 1)"), Ran.Pass("Crud.Finds(x: 2)")),
                    Ran.Whole(Ran.MySql, Ran.Fails("Text.Equality_ignores_case", "'a' = 'A': it answered 0") with { LedgerEntry = "\"Equality_ignores_case\": {}", LedgerKey = "Text.Equality_ignores_case" }, Ran.Pass("Crud.Finds(x: 1)"), Ran.Pass("Crud.Finds(x: 2)")),
                ],
                cancelled: false, DateTime.UnixEpoch, TimeSpan.Zero),
            file);
    }

    [Fact]
    public void All_that_is_known_is_printed()
    {
        Assert.Equal(0, Explain("Text.Equality_ignores_case"));

        Assert.Equal("""
            Text.Equality_ignores_case
              ledger    tests/Shared/Behaviours/Text.differences.json
              reason    Collations differ.
              source    https://example.org
              measured  sqlite@3.50, mysql@9.7
              asked by  SELECT 'a' = 'A'
              expected  'a' = 'A'
                          sqlite: false
                          mysql: true

            sqlite: differ  1.5 ms
              'a' = 'A': false
                1  SAVEPOINT question
                2  SELECT @p0 = @p1
                   -- @p0='a', @p1='A'
              again     eng/run.sh --backend sqlite --filter Text.Equality_ignores_case

            mysql@9.7: fail  1.5 ms
              'a' = 'A': it answered 0
              The entry that would make it green:
                "Equality_ignores_case": {}
              again     eng/run.sh --backend mysql@9.7 --filter Text.Equality_ignores_case


            """.ReplaceLineEndings("\n"), Printed);
    }

    [Theory]
    [InlineData("text.equality_ignores_case", "Text.Equality_ignores_case\n")]
    [InlineData("Equality_ignores_case", "Text.Equality_ignores_case\n")]
    [InlineData("Crud.Finds", "Crud.Finds(x: 1)\n")]
    [InlineData("Crud.Finds", "Crud.Finds(x: 2)\n")]
    [InlineData("Finds(x: 2)", "Crud.Finds(x: 2)\n")]
    [InlineData("Only_in_the_ledger", "It was not run in the last results. Run it: eng/run.sh --backend all --filter Text.Only_in_the_ledger")]
    [InlineData("Crud.Finds(x: 1)", "The ledger says nothing of it")]
    public void A_behaviour_is_found_by_whatever_names_it(string asked, string printed)
    {
        Assert.Equal(0, Explain(asked));

        Assert.Contains(printed, Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_theory_asked_for_by_a_row_the_others_are_left_out()
    {
        Explain("Crud.Finds(x: 2)");

        Assert.DoesNotContain("x: 1", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_are_offered_for_a_name_that_there_is_not()
    {
        var e = Assert.Throws<MatrixException>(() => Explain("Equality_ignores_caes"));

        Assert.StartsWith("There is no behaviour 'Equality_ignores_caes' in the ledger or the last results. The nearest are Text.Equality_ignores_case, ", e.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
    }

    private string Printed => output.ToString().ReplaceLineEndings("\n");

    private int Explain(string behaviour) => new ExplainCommand(
        new Matrix.Cli.Repository(folder.Path), new(behaviour), AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) })).Execute();
}
