using Matrix.Harness.Ledger;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Ledger;

public sealed class LedgerFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        const string text = """
            {
              "$schema": "../../../docs/ledger.schema.json",
              "Equality_ignores_case": {
                "reason": "Collations, \"ci\" — see source.",
                "source": "https://example.org/a?b=c&d",
                "sql": "SELECT 'a' = 'A'",
                "measured": ["sqlite@3.50", "postgres@18"],
                "observations": {
                  "'a' = 'A'": { "sqlite": false, "postgres": null, "mysql": 1.50, "mariadb@<11.8": "x", "mariadb@>=11.8": {"error":"unique","sqlState":"23000","number":1062} },
                  "rows": { "sqlite": [1,"two"] }
                },
                "fails": { "mysql": {"error":"unique","number":1062}, "mariadb": {"exception":"EqualException","message":"Expected: 1"} }
              },
              "Like_matches(pattern: \"a%\")": {
                "reason": "",
                "source": "",
                "measured": [],
                "observations": {
                  "matches": { "sqlite": true }
                }
              }
            }

            """;
        folder.Write("TextComparison.differences.json", text.ReplaceLineEndings("\n"));

        var entries = DifferenceLedger.Read(folder.Path).Entries;

        Assert.Equal(text.ReplaceLineEndings("\n"), LedgerText.File(entries, "../../../docs/ledger.schema.json"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_empty_ledger() =>
        Assert.Empty(DifferenceLedger.Read(folder.PathOf("none")).Entries);

    [Theory]
    [InlineData("", 1, "not JSON")]
    [InlineData("[]", 1, "one object")]
    [InlineData("{\n  \"A\": {\n    \"reason\": \"cut off he", 3, "not JSON")]
    [InlineData("{\n  \"A\": { \"reason\": \"\" },\n  \"A\": { \"reason\": \"\" }\n}", 3, "not JSON")]
    [InlineData("{\n  \"A\": 1\n}", 2, "'A' must be an object")]
    [InlineData("{\n\n  \"A\": { \"raeson\": \"\" }\n}", 3, "'raeson'")]
    [InlineData("{\n  \"A\": { \"reason\": 1 }\n}", 2, "'reason' must be a text")]
    [InlineData("{\n  \"A\": { \"observations\": { \"x\": 1 } }\n}", 2, "'x' must give a value for each engine")]
    [InlineData("{\n  \"A\": { \"observations\": { \"x\": { \"Postgres 18\": 1 } } }\n}", 2, "'Postgres 18' names no engine")]
    [InlineData("{\n  \"A\": { \"fails\": { \"mysql\": {} } }\n}", 2, "an expected failure must be")]
    [InlineData("{\n  \"A\": { \"fails\": { \"mysql\": { \"eror\": \"unique\" } } }\n}", 2, "an expected failure must be")]
    [InlineData("{\n  \"A\": { \"measured\": [18] }\n}", 2, "'measured' must be")]
    [InlineData("{\n  \"A\": { \"measured\": [\"postgres\"] }\n}", 2, "'measured' must be")]
    [InlineData("{\n  \"A\": { \"measured\": \"postgres@18\" }\n}", 2, "'measured' must be")]
    [InlineData("{\n  \"A(x: \\\"q\\\")\": 1\n}", 2, "must be an object")]
    public void A_broken_file_is_named_with_the_line_and_the_remedy(string text, int line, string what)
    {
        var path = folder.Write("Subject.differences.json", text);

        var e = Assert.Throws<LedgerException>(() => DifferenceLedger.Read(folder.Path));

        Assert.StartsWith($"{path}({line}): ", e.Message, StringComparison.Ordinal);
        Assert.Contains(what, e.Message, StringComparison.Ordinal);
        Assert.EndsWith("Mend it by hand, or delete the entry and run with --accept to have it written anew.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_broken_or_empty_of_entries_never_half_read()
    {
        var whole = LedgerText.File([new LedgerEntry("S.A", "why", "where") { Measured = ["sqlite@3.50"] }, new LedgerEntry("S.B", "why", "where")], null);

        for (var length = 0; length < whole.TrimEnd().Length; length++)
        {
            folder.Write("S.differences.json", whole[..length]);
            Assert.Throws<LedgerException>(() => DifferenceLedger.Read(folder.Path));
        }
    }

    public void Dispose() => folder.Dispose();
}
