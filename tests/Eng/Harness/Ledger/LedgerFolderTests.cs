using Matrix.Harness.Ledger;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Ledger;

public sealed class LedgerFolderTests : IDisposable
{
    private const string File = "TextComparison.differences.json";

    private readonly TemporaryFolder folder = new();

    private LedgerFolder Ledger => new(folder.PathOf("behaviours"), folder.PathOf("docs", "ledger.schema.json"));

    public LedgerFolderTests() => Directory.CreateDirectory(folder.PathOf("behaviours"));

    [Fact]
    public void A_new_file_lies_beside_its_subject()
    {
        folder.Write("behaviours/text/TextComparison.cs", "");

        var path = Ledger.Change("TextComparison.A", _ => new LedgerEntry("TextComparison.A", "", ""));

        Assert.Equal(folder.PathOf("behaviours", "text", File), path);
        Assert.Contains("\"$schema\": \"../../docs/ledger.schema.json\"", System.IO.File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_entries_and_their_order_stay()
    {
        foreach (var name in (string[])["C", "A", "B"])
            Ledger.Change($"TextComparison.{name}", _ => new LedgerEntry($"TextComparison.{name}", "reason of " + name, ""));

        Ledger.Change("TextComparison.A", before => before! with { Source = "changed" });

        var entries = DifferenceLedger.Read(folder.Path).Entries;
        Assert.Equal(["C", "A", "B"], entries.Select(e => e.Key));
        Assert.Equal(["reason of C", "reason of A", "reason of B"], entries.Select(e => e.Reason));
        Assert.Equal(["", "changed", ""], entries.Select(e => e.Source));
    }

    [Fact]
    public void A_file_without_entries_is_gone()
    {
        var path = Ledger.Change("TextComparison.A", _ => new LedgerEntry("TextComparison.A", "", ""));

        Ledger.Change("TextComparison.A", _ => null);

        Assert.False(System.IO.File.Exists(path));
    }

    [Fact]
    public void A_broken_file_is_left_as_it_is()
    {
        var path = folder.Write("behaviours/" + File, "{ \"A\": { \"reason\": \"a person's words");

        Assert.Throws<LedgerException>(() => Ledger.Change("TextComparison.B", _ => new LedgerEntry("TextComparison.B", "", "")));

        Assert.Equal("{ \"A\": { \"reason\": \"a person's words", System.IO.File.ReadAllText(path));
    }

    [Fact]
    public void What_a_crash_before_the_move_leaves_is_the_old_file_and_the_next_change_succeeds()
    {
        var path = Ledger.Change("TextComparison.A", _ => new LedgerEntry("TextComparison.A", "old", ""));
        System.IO.File.WriteAllText(path + ".half-written", "{ \"A\": { \"rea");

        var old = DifferenceLedger.Read(folder.Path).Entries.Single();
        Ledger.Change("TextComparison.B", _ => new LedgerEntry("TextComparison.B", "new", ""));

        Assert.Equal("old", old.Reason);
        Assert.Equal(["old", "new"], DifferenceLedger.Read(folder.Path).Entries.Select(e => e.Reason));
        Assert.Equal([path], Directory.EnumerateFiles(folder.PathOf("behaviours")));
    }

    [Fact]
    public void A_file_that_cannot_be_written_says_so_and_stays()
    {
        var path = Ledger.Change("TextComparison.A", _ => new LedgerEntry("TextComparison.A", "old", ""));
        Directory.CreateDirectory(path + ".half-written");

        var e = Assert.Throws<LedgerException>(() => Ledger.Change("TextComparison.A", before => before! with { Reason = "new" }));

        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Equal("old", DifferenceLedger.Read(folder.Path).Entries.Single().Reason);
    }

    public void Dispose() => folder.Dispose();
}
