using Matrix.Cli.Merging;
using Matrix.Cli.Running;
using Matrix.Cli.Summaries;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Summaries;

public sealed class SummaryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SummaryTests() => folder.Write("tests/Shared/Behaviours/TextComparison.differences.json", """
        {
          "Equality_ignores_case": {
            "reason": "Collations differ.", "source": "https://example.org", "measured": ["sqlite@3.50", "postgres@18", "mysql@9.7"],
            "observations": {
              "'a' = 'A'": { "sqlite": false, "postgres": false, "mysql": true },
              "agreed": { "sqlite": 1, "mysql": 1 },
              "insert of a long text that is refused": { "sqlite": "a long text that is stored as it is, however long it may be", "postgres": {"error":"too-long","sqlState":"22001"}, "mysql": {"error":"too-long","sqlState":"22001","number":1406} }
            }
          },
          "Like_matches": { "reason": "It cannot.", "source": "", "fails": { "mysql": {"error":"syntax","number":1064} } }
        }
        """);

    [Fact]
    public void A_green_run_shows_its_differences_then_the_grid() => Matches(
        """
        Differences  as the ledger says; in brackets: known, not asked in this run
          TextComparison.Equality_ignores_case
            'a' = 'A'  sqlite false · (postgres false) · (mysql true)
            insert of a long text that is refused
              sqlite "a long text that is stored as it is, h…
              (postgres error too-long 22001)
              (mysql error too-long 22001 1406)

        Subject         sqlite
        TextComparison  1 pass 1 differ
        Crud            2 pass
        Later           1 skipped

        sqlite  3.50.4, in process, ready in 0.02 s
          5 bound = 3 passed + 1 differed + 1 skipped; 0.4 s
          leases: 10 rolled back, 2 own databases; 12 ready at once, 0 waited for one to be made
                  median 0.1 ms, 95th 0.2 ms, 0.5 s in all; databases: 2 made, 1 used again, 0 dropped
        Green in 1.25 s. Results: artifacts/matrix/results.json
        """,
        Ran.Whole(Ran.Sqlite,
            Ran.Pass("Crud.Inserts"), Ran.Pass("Crud.Deletes"), Ran.Pass("TextComparison.Like_matches"), Ran.Skipped("Later.Does", "later"),
            Ran.Differs("TextComparison.Equality_ignores_case", "'a' = 'A'", false)));

    [Fact]
    public void One_fault_of_many_tests_is_told_once() => Matches(
        """
        5 red
          4 behaviours on sqlite, all alike: fail
            The blueprint fails. Mend it.
            of     Crud, Orders
            again  eng/run.sh --backend sqlite

          Crud.Reads on sqlite: fail
            Expected 1, was 2
            again  eng/run.sh --backend sqlite --filter Crud.Reads

        Subject  sqlite
        Crud     3 fail
        Orders   2 fail

        sqlite  3.50.4, in process, ready in 0.02 s
          5 bound = 5 failed; 0.4 s
          leases: 10 rolled back, 2 own databases; 12 ready at once, 0 waited for one to be made
                  median 0.1 ms, 95th 0.2 ms, 0.5 s in all; databases: 2 made, 1 used again, 0 dropped
        Red in 1.25 s. Results: artifacts/matrix/results.json
        """,
        Ran.Whole(Ran.Sqlite,
            [Ran.Fails("Crud.Reads", "Expected 1, was 2"), .. ((string[])["Crud.Inserts", "Crud.Deletes", "Orders.Add", "Orders.End"]).Select(n => Ran.Fails(n, "The blueprint fails. Mend it."))]));

    [Fact]
    public void What_is_red_comes_first_with_all_that_mends_it() => Matches(
        """
        3 red
          Crud.Inserts on mysql@9.7: missing
            It ran on sqlite and not here. Build this backend from the same sources, or see mysql.log; what is one backend's alone belongs in the namespace of its fixture.
            beside sqlite     pass
                   mysql@9.7  missing
            again  eng/run.sh --backend mysql@9.7 --filter Crud.Inserts

          Crud.Rows(x: 1) on sqlite: fail
            Assert.Equal() Failure
              Expected: 1
              Actual:   2
            beside sqlite     fail
                   mysql@9.7  pass
            again  eng/run.sh --backend sqlite --filter Crud.Rows

          TextComparison.Equality_ignores_case on mysql@9.7: changed
            'a' = 'A': the ledger says that mysql@9.7 answers true; it answered 0
            sql    INSERT INTO t VALUES (2)
            sql    INSERT INTO t VALUES (3)
            sql    SELECT 'a' = 'A' FROM a_table_with_a_name_that_is_so_long_that_the_statement_does_not_fi…
                   after 1 more.
            beside sqlite     pass
                   mysql@9.7  changed · SELECT 'a' = 'A' FROM a_table_with_a_name_that_is_so_long_that_the_…
            kept   mysql -h 127.0.0.1 matrix_7
            entry  for tests/Shared/Behaviours/TextComparison.differences.json, with a reason, if this is how it is:
              "Equality_ignores_case": {
                "reason": ""
              }
            again  eng/run.sh --backend mysql@9.7 --filter TextComparison.Equality_ignores_case

          If that is how it is, eng/run.sh --backend mysql@9.7 --accept writes these entries.

        Problem on sqlite, mysql@9.7
          S.Gone: there is no such test.

        Differences  as the ledger says; in brackets: known, not asked in this run
          TextComparison.Like_matches
            mysql fails: syntax 1064

        Subject         sqlite         mysql@9.7
        Crud            1 pass 1 fail  1 pass 1 missing
        TextComparison  2 pass         1 differ 1 changed

        sqlite  3.50.4, in process, ready in 0.02 s
          4 bound = 3 passed + 1 failed; 0.4 s
          leases: 10 rolled back, 2 own databases; 12 ready at once, 0 waited for one to be made
                  median 0.1 ms, 95th 0.2 ms, 0.5 s in all; databases: 2 made, 1 used again, 0 dropped
        mysql@9.7  9.7.0, container mysql:9.7, ready in 0.02 s
          4 bound = 1 passed + 1 differed + 1 changed + 1 missing; 0.4 s
          leases: 10 rolled back, 2 own databases; 12 ready at once, 0 waited for one to be made
                  median 0.1 ms, 95th 0.2 ms, 0.5 s in all; databases: 2 made, 1 used again, 0 dropped
        Red in 1.25 s. Results: artifacts/matrix/results.json
        """,
        Ran.On(Ran.Sqlite,
            Ran.Started(Ran.Sqlite), Ran.Ready(Ran.Sqlite), Ran.Pass("TextComparison.Equality_ignores_case"), Ran.Pass("TextComparison.Like_matches"),
            Ran.Pass("Crud.Inserts"), Ran.Fails("Crud.Rows(x: 1)", "Assert.Equal() Failure\n  Expected: 1\n  Actual:   2"),
            new ProblemFound(Verdict.Missing, "S.Gone", "S.Gone: there is no such test."), Ran.Ended) with
        { ExitCode = 2 },
        Ran.On(Ran.MySql,
            Ran.Started(Ran.MySql), Ran.Ready(Ran.MySql), Ran.Pass("Crud.Rows(x: 1)"), Ran.Cell("TextComparison.Like_matches", Verdict.Difference),
            new ProblemFound(Verdict.Missing, "S.Gone", "S.Gone: there is no such test."),
            Ran.Cell("TextComparison.Equality_ignores_case", Verdict.Changed) with
            {
                Error = "'a' = 'A': the ledger says that mysql@9.7 answers true; it answered 0",
                LedgerKey = "TextComparison.Equality_ignores_case",
                LedgerEntry = "  \"Equality_ignores_case\": {\n    \"reason\": \"\"\n  }",
                Kept = "mysql -h 127.0.0.1 matrix_7",
                Sql =
                [
                    "INSERT INTO t VALUES (1)", "SAVEPOINT q", "INSERT INTO t VALUES (2)", "INSERT INTO t\n  VALUES (3)",
                    "SELECT 'a' = 'A'\n  FROM a_table_with_a_name_that_is_so_long_that_the_statement_does_not_fit_in_a_line", "RELEASE SAVEPOINT q",
                ],
            },
            Ran.Ended) with
        { ExitCode = 2, Logs = ["mysql.log"] });

    [Fact]
    public void What_was_not_run_stands_in_the_first_lines_with_the_remedy() => Matches(
        """
        Not run
          postgres@18  no server, and it was asked for
            No server for postgres@18. Tried, in this order:
              container: no engine answers
            Do one of these:
              - Start Docker.
          postgres@17  no server; not counted against the run
            None.
          mysql@9.7  its server was lost
            Gone.

        Subject  sqlite  postgres@18  postgres@17  mysql@9.7
        Crud     2 pass  2 no server  2 no server  1 pass 1 no server

        sqlite  3.50.4, in process, ready in 0.02 s
          2 bound = 2 passed; 0.4 s
          leases: 10 rolled back, 2 own databases; 12 ready at once, 0 waited for one to be made
                  median 0.1 ms, 95th 0.2 ms, 0.5 s in all; databases: 2 made, 1 used again, 0 dropped
        postgres@18
          2 bound = 2 without a server; 0.4 s
          leases: 10 rolled back, 2 own databases; 12 ready at once, 0 waited for one to be made
                  median 0.1 ms, 95th 0.2 ms, 0.5 s in all; databases: 2 made, 1 used again, 0 dropped
        postgres@17
          2 bound = 2 without a server; 0.4 s
          leases: 10 rolled back, 2 own databases; 12 ready at once, 0 waited for one to be made
                  median 0.1 ms, 95th 0.2 ms, 0.5 s in all; databases: 2 made, 1 used again, 0 dropped
        mysql@9.7  9.7.0, container mysql:9.7, ready in 0.02 s
          2 bound = 1 passed + 1 without a server; 0.4 s
          leases: 10 rolled back, 2 own databases; 12 ready at once, 0 waited for one to be made
                  median 0.1 ms, 95th 0.2 ms, 0.5 s in all; databases: 2 made, 1 used again, 0 dropped
        A server is missing in 1.25 s. Results: artifacts/matrix/results.json
        """,
        Ran.Whole(Ran.Sqlite, Ran.Pass("Crud.Inserts"), Ran.Pass("Crud.Deletes")),
        Ran.On(Ran.Postgres18, Ran.Started(Ran.Postgres18), new ServerMissing("No server for postgres@18. Tried, in this order:\n  container: no engine answers\nDo one of these:\n  - Start Docker.", false), Ran.Ended),
        Ran.On(Ran.Postgres17, Ran.Started(Ran.Postgres17), new ServerMissing("None.", false), Ran.Ended) with { Required = false },
        Ran.On(Ran.MySql, Ran.Started(Ran.MySql), Ran.Ready(Ran.MySql), Ran.Pass("Crud.Inserts"), new ServerMissing("Gone.", true), Ran.Ended));

    [Fact]
    public void A_target_that_does_not_build_says_so_first() => Matches(
        """
        Not run
          sqlite
            tests/Sqlite/A.cs(1,1): error CS1002: ; expected

        sqlite
          0 bound
        Not everything could be run in 1.25 s. Results: artifacts/matrix/results.json
        """,
        Ran.On(Ran.Sqlite) with { Broken = "tests/Sqlite/A.cs(1,1): error CS1002: ; expected" });

    [Fact]
    public void Targets_that_do_not_fit_beside_each_other_get_a_block_of_their_own()
    {
        var outcomes = Enumerable.Range(1, 7)
            .Select(i => Ran.Whole(Ran.Sqlite with { Name = $"mariadb@10.{i}" }, [.. Enumerable.Range(0, 20).Select(n => n < 8 ? Ran.Pass($"TextComparison.A{n}") : Ran.Cell($"TextComparison.A{n}", n < 16 ? Verdict.Stale : Verdict.Changed))]))
            .ToArray();

        var grid = Write(outcomes).Split('\n').SkipWhile(l => !l.StartsWith("Subject", StringComparison.Ordinal)).ToList();

        Assert.Equal(3, grid.Count(l => l.StartsWith("TextComparison", StringComparison.Ordinal)));
        Assert.All(grid, l => Assert.True(l.Length <= Page.Width, l));
        Assert.All(Enumerable.Range(1, 7), i => Assert.Single(grid, l => l.StartsWith("Subject", StringComparison.Ordinal) && l.Contains($"mariadb@10.{i}", StringComparison.Ordinal)));
    }

    [Fact]
    public void On_Windows_commands_are_spelled_for_PowerShell()
    {
        var summary = Write(windows: true, Ran.Whole(Ran.Sqlite, Ran.Fails("Crud.Inserts", "no") with { LedgerKey = "Crud.Inserts" }));

        Assert.Contains("again  eng/run.ps1 -Backend sqlite -Filter Crud.Inserts\n", summary, StringComparison.Ordinal);
        Assert.Contains("eng/run.ps1 -Backend sqlite -Accept writes", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_thousands_of_red_cells_not_even_all_names_are_printed()
    {
        var summary = Write(Ran.Whole(Ran.Sqlite, [.. Enumerable.Range(1000, 3000).Select(i => Ran.Fails($"Crud.A{i}", $"no {i}"))]));

        Assert.Contains("  Crud.A1119 on sqlite: fail\n  … and 2880 more\n  Of the last 2980, artifacts/matrix/results.json says more.", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_very_many_red_cells_the_last_are_only_named()
    {
        var summary = Write(Ran.Whole(Ran.Sqlite, [.. Enumerable.Range(10, 25).Select(i => Ran.Fails($"Crud.A{i}", $"no {i}"))]));

        Assert.Equal(20, summary.Split("again ").Length - 1);
        Assert.Contains("  Crud.A34 on sqlite: fail\n  Of the last 5, artifacts/matrix/results.json says more.", summary, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Matches(string expected, params TargetOutcome[] outcomes) =>
        Assert.Equal(expected.ReplaceLineEndings("\n") + "\n", Write(outcomes), ignoreLineEndingDifferences: true);

    private string Write(params TargetOutcome[] outcomes) => Write(windows: false, outcomes);

    private string Write(bool windows, params TargetOutcome[] outcomes)
    {
        var results = Merger.Merge(outcomes, cancelled: false, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), TimeSpan.FromSeconds(1.25));
        var repository = new Matrix.Cli.Repository(folder.Path);
        var ledger = new LedgerFolder(repository.Behaviours, null);
        return Summary.Write(results, DifferenceLedger.Read(repository.Behaviours), [], new Wording(repository, ledger, folder.PathOf("artifacts", "matrix", "results.json"), windows)).ToString();
    }
}
