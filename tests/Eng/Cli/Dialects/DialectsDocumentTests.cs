using System.Text.Json.Nodes;
using Matrix.Cli.Dialects;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Dialects;

public class DialectsDocumentTests
{
    private static readonly LedgerEntry Entry = new("TextComparison.Equality_ignores_case", "It depends.", "https://example.org/why")
    {
        Sql = "SELECT 'a' = 'A'",
        Measured = ["sqlite@3.50", "postgres@15", "postgres@17", "postgres@18", "mysql@9.7"],
        Observations = new Dictionary<string, IReadOnlyDictionary<string, JsonNode?>>
        {
            ["'a' = 'A' || x"] = new Dictionary<string, JsonNode?> { ["sqlite"] = false, ["postgres@<18"] = 1, ["postgres@>=18"] = 2, ["mysql"] = true, ["mariadb"] = true },
        },
        Fails = new Dictionary<string, ExpectedFailure> { ["mysql"] = new("unique", "23000", 1062, null, null) },
    };

    [Fact]
    public void A_subject_is_a_table_with_engines_across()
    {
        var page = Page([Entry], []);

        Assert.Contains("""
            ## Text comparison

            | | sqlite 3.50 | postgres 15, 17 | postgres 18 | mysql 9.7 |
            |---|---|---|---|---|
            | **[Equality ignores case](TextComparison.cs)**[^text-comparison-equality-ignores-case] | | | | |
            | 'a' = 'A' \|\| x | `false` | `1` | `2` | `true` |
            | the test | passes | passes | passes | `fails: unique 23000 1062` |

            [^text-comparison-equality-ignores-case]: It depends. [Read on](https://example.org/why). Sent: `SELECT 'a' = 'A'`

            """, page);
    }

    [Fact]
    public void An_engine_that_was_never_measured_is_blank_whatever_the_ledger_expects_of_it()
    {
        var elsewhere = Entry with { Behaviour = "TextComparison.Other", Measured = ["mariadb@11.8"] };

        var page = Page([Entry, elsewhere], []);

        Assert.Contains("| 'a' = 'A' \\|\\| x | `false` | `1` | `2` | `true` |  |\n", page);
        Assert.Contains("| 'a' = 'A' \\|\\| x |  |  |  |  | `true` |\n", page);
    }

    [Theory]
    [InlineData(false, "held")]
    [InlineData(true, "**refuted**")]
    public void A_claim_holds_when_the_engine_answered_so(bool claimed, string verdict)
    {
        var claim = new Claim("SQLite ignores case", [new("TextComparison.Equality_ignores_case", "'a' = 'A' || x", "sqlite", claimed)]);

        Assert.Contains($"| SQLite ignores case | {verdict} | sqlite, 'a' = 'A' \\|\\| x: `false` |\n", Page([Entry], [claim]));
    }

    [Theory]
    [InlineData(true, "**refuted**")]
    [InlineData(false, "open")]
    public void A_claim_stays_open_when_what_was_measured_cannot_decide_it(bool claimed, string verdict)
    {
        var claim = new Claim("SQLite ignores case", [new("TextComparison.Equality_ignores_case", "'a' = 'A' || x", "sqlite", claimed)], "No SQLite 2 was measured.");

        Assert.Contains($"| {verdict} | sqlite, 'a' = 'A' \\|\\| x: `false`<br>No SQLite 2 was measured. |\n", Page([Entry], [claim]));
    }

    [Fact]
    public void A_claim_about_an_answer_that_nobody_gave_is_a_mistake()
    {
        var claim = new Claim("It is so", [new("TextComparison.Equality_ignores_case", "gone", "sqlite", true)]);

        var error = Assert.Throws<MatrixException>(() => Page([Entry], [claim]));

        Assert.Contains("the ledger has no such answer", error.Message);
    }

    [Fact]
    public void A_claim_may_rest_on_a_version_that_is_no_target()
    {
        var older = new LedgerEntry("SqliteLibraries.It_is_so", "Old.", "https://example.org")
        {
            Observations = new Dictionary<string, IReadOnlyDictionary<string, JsonNode?>> { ["asked"] = new Dictionary<string, JsonNode?> { ["sqlite@3.28.0"] = "no" } },
        };
        var claim = new Claim("It is new", [new(older.Behaviour, "asked", "sqlite@3.28.0", "no", "tests/Old")]);

        var page = new DialectsDocument([Entry], [claim], e => e.Subject + ".cs", [older]).Write();

        Assert.Contains("| It is new | held | sqlite@3.28.0, asked: `\"no\"` |\n", page);
        Assert.DoesNotContain("## Sqlite libraries", page);
        Assert.Contains("the ledger in tests/Old has no such answer", Assert.Throws<MatrixException>(() => Page([Entry], [claim])).Message);
    }

    private static string Page(IReadOnlyCollection<LedgerEntry> entries, IReadOnlyList<Claim> claims) =>
        new DialectsDocument(entries, claims, e => e.Subject + ".cs").Write();
}
