using Matrix.Cli.Merging;
using Matrix.Cli.Summaries;
using Matrix.Harness.Ledger;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Summaries;

public sealed class UnseenTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_run_on_SQLite_alone_says_what_servers_answer_differently()
    {
        Ledger("Text", """{ "A": { "observations": { "x": { "sqlite": 1, "postgres@18": 2, "mysql": 1 } } }, "B": { "observations": { "x": { "sqlite": 1, "postgres": 1 } } } }""");
        Ledger("Keys", """{ "C": { "fails": { "postgres": { "error": "unique" } } } }""");

        Assert.Equal(
            "Not asked here: 2 of these answer differently on postgres@18\n        eng/run.sh --backend all  asks them\n        eng/run.sh --show differences  lists them\n",
            Write(Ran.Whole(Ran.Sqlite, Ran.Pass("Text.A"), Ran.Pass("Text.B"), Ran.Pass("Keys.C"))));
    }

    [Fact]
    public void It_counts_what_was_run_alone()
    {
        Ledger("Text", """{ "A": { "observations": { "x": { "sqlite": 1, "postgres": 2 } } }, "B": { "observations": { "x": { "sqlite": 1, "postgres": 2 } } } }""");

        Assert.StartsWith("Not asked here: 1 of these answers differently on postgres@18\n", Write(Ran.Whole(Ran.Sqlite, Ran.Pass("Text.A"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_with_a_server_says_nothing_of_it()
    {
        Ledger("Text", """{ "A": { "observations": { "x": { "sqlite": 1, "postgres": 2 } } } }""");

        Assert.Equal("", Write(Ran.Whole(Ran.Sqlite, Ran.Pass("Text.A")), Ran.Whole(Ran.MySql, Ran.Pass("Text.A"))));
        Assert.Equal("", Write(Ran.Whole(Ran.Postgres18, Ran.Pass("Text.A"))));
    }

    public void Dispose() => folder.Dispose();

    private void Ledger(string subject, string json) => File.WriteAllText(folder.PathOf(subject + ".differences.json"), json);

    private string Write(params Matrix.Cli.Running.TargetOutcome[] outcomes)
    {
        var page = new Page();
        var results = Merger.Merge(outcomes, cancelled: false, DateTime.UnixEpoch, TimeSpan.FromSeconds(1));
        Unseen.Write(page, results, DifferenceLedger.Read(folder.Path), [Ran.Sqlite, Ran.Postgres18, Ran.Postgres17, Ran.MySql],
            new Wording(new(folder.Path), new LedgerFolder(folder.Path, null), folder.PathOf("results.json"), powerShell: false));
        return page.ToString();
    }
}
