using System.Data.Common;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

[OwnDatabase]
public sealed class ReservedWords(ShopContext shop, SqlSession sql, Dialect dialect, Observations observe)
{
    private static readonly string[] Words =
    [
        "action", "all", "analyse", "analyze", "and", "array", "asymmetric", "between", "bigint", "both", "case", "check", "collate", "column", "condition", "constraint",
        "create", "cross", "cube", "database", "default", "delete", "desc", "distinct", "do", "else", "empty", "end", "except", "exists", "explain", "false", "fetch",
        "first", "for", "foreign", "from", "full", "function", "generated", "grant", "group", "grouping", "groups", "having", "ignore", "in", "index", "inner", "insert",
        "int", "intersect", "interval", "into", "is", "join", "json_table", "key", "keys", "kill", "lag", "lateral", "lead", "leading", "leave", "left", "like", "limit",
        "lines", "load", "lock", "loop", "match", "maxvalue", "natural", "new", "not", "of", "offset", "old", "on", "only", "option", "or", "order", "outer", "over",
        "partition", "period", "placing", "position", "precision", "primary", "procedure", "range", "rank", "read", "recursive", "references", "release", "rename", "repeat",
        "replace", "return", "returning", "right", "role", "row", "row_number", "rows", "schema", "select", "set", "signal", "similar", "some", "sql", "status", "symmetric", "system",
        "table", "tablesample", "text", "then", "to", "trailing", "transaction", "trigger", "true", "type", "union", "unique", "unlock", "update", "usage", "use", "using", "value",
        "values", "variadic", "verbose", "version", "when", "where", "while", "window", "with", "write", "xor", "year", "zone",
    ];

    [Fact]
    public async Task A_word_needs_quotes_for_a_column()
    {
        var refused = new List<string>();
        foreach (var word in Words)
        {
            if (!await IsAccepted($"SELECT t.{dialect.Quote("x")} FROM (SELECT 1 AS {dialect.Quote("x")}, 2 AS {dialect.Quote(word)}) AS t WHERE {word} = 2"))
                refused.Add(word);
        }

        observe.Value("refused without quotes", string.Join(' ', refused));
    }

    [Fact]
    public async Task A_word_needs_quotes_for_an_alias()
    {
        var refused = new List<string>();
        foreach (var word in Words)
        {
            if (!await IsAccepted($"SELECT 1 AS {word}"))
                refused.Add(word);
        }

        observe.Value("refused after AS", string.Join(' ', refused));
    }

    [Fact]
    public async Task EF_quotes_them_all()
    {
        await using var keywords = new Keywords(shop);
        await keywords.CreateTablesAsync();
        keywords.Add(new Table { Order = 1, Group = "by", Key = "primary" });
        await keywords.SaveChangesAsync();

        Assert.Equal("primary", await keywords.Set<Table>().Where(s => s.Group == "by").OrderBy(s => s.Order).Select(s => s.Key).SingleAsync());
    }

    private async Task<bool> IsAccepted(string query)
    {
        try
        {
            await sql.Scalar(query);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    public sealed class Table
    {
        public int Order { get; set; }

        public required string Group { get; set; }

        public required string Key { get; set; }
    }

    private sealed class Keywords(ShopContext shop) : OwnModelContext(shop)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Table>(table =>
        {
            table.HasKey(s => s.Order);
            table.Property(s => s.Order).ValueGeneratedNever();
            table.Property(s => s.Group).HasMaxLength(20);
            table.HasIndex(s => s.Group).HasDatabaseName("Where");
        });
    }
}
