using System.Text.Json.Nodes;
using Matrix.Cli.Results;
using Matrix.Cli.Running;
using Matrix.Cli.Summaries;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Summaries;

public sealed class SummaryTests : IDisposable
{
    private static readonly int[] Widths = [80, 120, 200];

    private readonly SummarySample sample = new();

    public static TheoryData<string, int> Runs => new(
        from run in (string[])["green", "green-several", "red", "mixed", "new", "no-server", "flaky"]
        from width in Widths
        select (run, width));

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_summary_is_as_it_was_read(string run, int width) =>
        Snapshot.Matches(sample.Write(new(width), Outcomes(run)), "Cli", "Summaries", "Snapshots", $"{run}-{width}.txt");

    [Theory]
    [MemberData(nameof(Runs))]
    public void No_line_is_wider_than_the_screen(string run, int width) =>
        Assert.All(sample.Write(new(width) { Show = Shown.Everything }, Outcomes(run)).Split('\n'), l => Assert.True(TextWrap.WidthOf(l) <= width, l));

    [Fact]
    public void A_green_run_has_few_lines_however_many_behaviours_it_has()
    {
        var cells = Enumerable.Range(0, 10_000).Select(i => i % 2 == 0 ? Ran.Pass($"S{i % 97}.B{i}") : Ran.Differs($"S{i % 97}.B{i}", "x", i)).ToArray();

        Assert.InRange(sample.Write(new(80), Ran.Whole(Ran.Sqlite, cells)).Split('\n').Length, 2, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(15)]
    public void Each_red_behaviour_is_named_on_the_last_screen(int count)
    {
        var cells = Enumerable.Range(10, count).Select(i => SummarySample.Fails($"Customers.Fails_{i}", $"\"Holland{i}\"", $"\"Netherlands{i}\"")).ToArray();

        var lines = sample.Write(new(80), Ran.Whole(Ran.Sqlite, cells)).TrimEnd('\n').Split('\n').TakeLast(23).ToList();

        Assert.All(Enumerable.Range(10, count), i => Assert.Contains(lines, l => l.Contains($"Customers.Fails_{i}", StringComparison.Ordinal) && l.EndsWith("sqlite", StringComparison.Ordinal)));
        if (count <= 8)
            Assert.All(Enumerable.Range(10, count), i => Assert.Contains($"Holland{i}", string.Concat(lines), StringComparison.Ordinal));
    }

    [Fact]
    public void Of_thousands_of_red_behaviours_some_are_told_and_the_rest_is_counted()
    {
        var text = sample.Write(new(80), Ran.Whole(Ran.Sqlite, [.. Enumerable.Range(1000, 3000).Select(i => Ran.Fails($"Crud.A{i}", $"no {i}"))]));

        Assert.Contains("… and 2980 more: artifacts/matrix/report.html\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Split('\n').Length, 60, 120);
        Assert.Contains("Red     3000 of 3000 tests in 1.25 s: 3000 fail\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_fault_of_many_tests_is_told_once()
    {
        var text = sample.Write(new(80), Ran.Whole(Ran.Sqlite,
            [SummarySample.Fails("Crud.Reads", "1", "2"), .. ((string[])["Crud.Inserts", "Crud.Deletes", "Orders.Add", "Orders.End"]).Select(n => Ran.Fails(n, "The blueprint fails. Fix it."))]));

        Assert.StartsWith("FAIL    4 behaviours of Crud, Orders, all alike, on sqlite\n        The blueprint fails. Fix it.\n\nFAIL    Crud.Reads", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_of_a_megabyte_is_shown_by_its_beginning_length_and_hash()
    {
        var answer = JsonValue.Create(new string('a', 1 << 20));
        var text = sample.Write(new(80), Ran.Whole(Ran.Sqlite, Ran.Fails("Crud.Reads", "x") with { LedgerKey = "Crud.Reads", LedgerEntry = "{}", Observations = new Dictionary<string, JsonNode?> { ["x"] = answer } }));

        Assert.Contains("(1048576 characters, SHA-256 9bc1b2a288b2…)", string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.InRange(text.Length, 100, 3000);
    }

    [Fact]
    public void An_assertion_that_fails_wherever_it_ran_is_not_offered_to_the_ledger()
    {
        var fails = SummarySample.Fails("Crud.Reads", "1", "2") with { LedgerKey = "Crud.Reads", LedgerEntry = "\"Reads\": {}", Failure = new(Exception: "EqualException", Message: "no") };

        var everywhere = sample.Write(new(80), Ran.Whole(Ran.Sqlite, fails), Ran.Whole(Ran.MySql, fails));
        var onOne = sample.Write(new(80), Ran.Whole(Ran.Sqlite, fails), Ran.Whole(Ran.MySql, Ran.Pass("Crud.Reads")));

        Assert.DoesNotContain("--accept", everywhere, StringComparison.Ordinal);
        Assert.Contains("--accept writes this into tests/Shared/Behaviours/Crud.differences.json", onOne.ReplaceLineEndings(" ").Replace("          ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void New_answers_of_several_engines_make_one_entry()
    {
        var text = sample.Write(
            new(120), Ran.Whole(Ran.Sqlite, SummarySample.Observes("Crud.Reads", "order", 1)), Ran.Whole(Ran.Postgres18, SummarySample.Observes("Crud.Reads", "order", 2)),
            Ran.Whole(Ran.MySql, SummarySample.Observes("Crud.Reads", "order", 2)));

        Assert.Single(text.Split("\"Reads\": {").Skip(1));
        Assert.Contains("\"order\": { \"sqlite\": 1, \"postgres\": 2, \"mysql\": 2 }", text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_failure_comes_before_nine_new_answers_in_a_block_each()
    {
        var targets = (Matrix.Harness.Targets.Target[])[Ran.Sqlite, Ran.Postgres18, Ran.Postgres17, Ran.MySql];
        var outcomes = targets.Select((t, n) => Ran.Whole(t, [.. Enumerable.Range(0, 9).Select(i => SummarySample.Observes($"Answers.New{i}", "x", n)), SummarySample.Fails("Writes.Fails", "1", "2")])).ToArray();

        var lines = sample.Write(new(80), outcomes).Split('\n');

        Assert.StartsWith("FAIL    Writes.Fails", lines[0], StringComparison.Ordinal);
        Assert.Equal(10, lines.TakeWhile(l => !l.StartsWith("Red ", StringComparison.Ordinal)).Count(l => l.StartsWith("FAIL", StringComparison.Ordinal) || l.StartsWith("NEW", StringComparison.Ordinal)) / 2);
        Assert.Equal(9, lines.Count(l => l.Contains("--accept writes this into", StringComparison.Ordinal)));
        Assert.StartsWith("FAIL    Writes.Fails", lines.TakeLast(23).First(l => l.StartsWith("FAIL", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void New_answers_that_all_engines_share_are_to_be_asserted()
    {
        var text = sample.Write(new(120), Ran.Whole(Ran.Sqlite, SummarySample.Observes("Crud.Reads", "order", 1)), Ran.Whole(Ran.MySql, SummarySample.Observes("Crud.Reads", "order", 1)));

        Assert.Contains("All that were asked answer the same: assert it, instead of observing it.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("--accept", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_that_do_not_build_say_their_errors_once_and_nothing_else()
    {
        const string Error = "tests/Shared/Behaviours/A.cs(1,1): error CS1002: ; expected";

        Assert.Equal($"{Error}\n\nNot run: sqlite, mysql@9.7\n", sample.Write(new(80),
            Ran.On(Ran.Sqlite) with { Broken = $"{Error} [tests/Sqlite/Sqlite.csproj]" }, Ran.On(Ran.MySql) with { Broken = $"{Error} [tests/MySql/MySql.csproj::TargetFramework=net10.0]" }));
    }

    [Fact]
    public void Quiet_leaves_the_last_lines_alone() => Assert.Equal(
        """
        Red     3 of 5 tests in 1.25 s: 1 fail, 1 changed, 1 missing (4 cells on sqlite, mysql@9.7), and 1 problem of the run
        Again   eng/run.sh --failed
        Accept  eng/run.sh --failed --accept  writes what differs into the ledger
        Report  artifacts/matrix/report.html

        """, sample.Write(new(200) { Quiet = true }, Outcomes("mixed")), ignoreLineEndingDifferences: true);

    [Fact]
    public void What_is_asked_for_comes_before_what_is_red()
    {
        var text = sample.Write(new(120) { Show = Shown.Everything }, Outcomes("mixed"));

        var places = ((string[])["Differences  ", "Subject  ", "  tests   median", "FAIL    ", "Red     "]).Select(t => text.IndexOf("\n" + t, StringComparison.Ordinal)).ToList();
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Targets_that_do_not_fit_beside_each_other_get_a_block_of_their_own()
    {
        var outcomes = Enumerable.Range(1, 7)
            .Select(i => Ran.Whole(Ran.Sqlite with { Name = $"mariadb@10.{i}" }, [.. Enumerable.Range(0, 20).Select(n => n < 8 ? Ran.Pass($"TextComparison.A{n}") : Ran.Cell($"TextComparison.A{n}", n < 16 ? Verdict.Stale : Verdict.Changed))]))
            .ToArray();

        var grid = sample.Write(new(100) { Show = Shown.Grid }, outcomes).Split('\n').SkipWhile(l => !l.StartsWith("Subject", StringComparison.Ordinal)).TakeWhile(l => !l.StartsWith("STALE", StringComparison.Ordinal) && !l.StartsWith("CHANGED", StringComparison.Ordinal)).ToList();

        Assert.Equal(3, grid.Count(l => l.StartsWith("TextComparison", StringComparison.Ordinal)));
        Assert.All(Enumerable.Range(1, 7), i => Assert.Single(grid, l => l.StartsWith("Subject", StringComparison.Ordinal) && l.Contains($"mariadb@10.{i}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Commands_are_spelled_for_PowerShell_where_that_is_the_shell() =>
        Assert.Contains("Again   eng/run.ps1 -Failed\nAccept  eng/run.ps1 -Failed -Accept  writes", sample.Write(new(120) { Quiet = true }, powerShell: true, Outcomes("mixed")), StringComparison.Ordinal);

    public void Dispose() => sample.Dispose();

    private static TargetOutcome[] Outcomes(string run) => run switch
    {
        "green" => [Ran.Whole(Ran.Sqlite, SummarySample.Green(false))],
        "green-several" =>
        [
            Ran.Whole(Ran.Sqlite, SummarySample.Green(false)), Ran.Whole(Ran.MySql, SummarySample.Green(true)),
            Ran.On(Ran.Postgres18, Ran.Started(Ran.Postgres18), new ServerMissing("No server.", false), Ran.Ended) with { Required = false },
        ],
        "red" => [Ran.Whole(Ran.Sqlite, Ran.Pass("Crud.Inserts"), SummarySample.Nested("Customers.A_customer_is_read_back_with_its_country"))],
        "mixed" => SummarySample.Mixed(),
        "new" =>
        [
            Ran.Whole(Ran.Sqlite, SummarySample.Observes("Sorting.Names_are_sorted", "order of the names", "a, B, c")),
            Ran.Whole(Ran.Postgres18, SummarySample.Observes("Sorting.Names_are_sorted", "order of the names", "B, a, c")),
            Ran.Whole(Ran.MySql, SummarySample.Observes("Sorting.Names_are_sorted", "order of the names", "a, B, c")),
        ],
        "no-server" =>
        [
            Ran.Whole(Ran.Sqlite, Ran.Pass("Crud.Inserts")),
            Ran.On(Ran.Postgres18, Ran.Started(Ran.Postgres18), new ServerMissing("No server for postgres@18. Tried, in this order:\n  container: no engine answers\nDo one of these:\n  - Start Docker.", false), Ran.Ended),
            Ran.On(Ran.MySql, Ran.Started(Ran.MySql), Ran.Ready(Ran.MySql), Ran.Pass("Crud.Inserts"), new ServerMissing("Gone.", true), Ran.Ended),
        ],
        _ => [Ran.Whole(Ran.Sqlite, Ran.Pass("Crud.Inserts"), SummarySample.Fails("Crud.Reads", "1", "2")) with { Flaky = new Dictionary<string, Flakiness> { ["Crud.Inserts"] = new(new Dictionary<Verdict, int> { [Verdict.Pass] = 9, [Verdict.Fail] = 1 }, 4711) } }],
    };
}
