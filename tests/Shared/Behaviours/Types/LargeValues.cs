using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

public sealed class LargeValues(ShopContext shop, SqlSession sql, SqlQuestions ask, Observations observe)
{
    private const int Megabyte = 1 << 20;

    [Fact]
    public async Task A_text_of_a_megabyte_is_read_as_it_was_written()
    {
        var text = new string('é', Megabyte / 2) + "end";
        shop.TextProbes.Add(new TextProbe { Free = text });
        await shop.SaveChangesAsync();

        Assert.Equal(text, await shop.TextProbes.Select(t => t.Free).SingleAsync());
    }

    [Fact]
    public async Task Bytes_of_a_megabyte_are_read_as_they_were_written()
    {
        var bytes = new byte[Megabyte];
        Random.Shared.NextBytes(bytes);
        shop.ValueProbes.Add(new ValueProbe { Id = Guid.NewGuid(), Bytes = bytes });
        await shop.SaveChangesAsync();

        Assert.Equal(bytes, await shop.ValueProbes.Select(v => v.Bytes).SingleAsync());
    }

    // Not how it is refused: whether the server's last word is still read depends on when it closes the connection.
    [Fact, OwnDatabase]
    public async Task Bytes_of_seventeen_megabytes_can_be_sent()
    {
        shop.ValueProbes.Add(new ValueProbe { Id = Guid.NewGuid(), Bytes = new byte[17 * Megabyte] });

        observe.Value("17 MB are stored", await Record.ExceptionAsync(() => shop.SaveChangesAsync()) is null);
    }

    [Fact, OwnDatabase]
    public async Task A_column_of_type_text_takes_more_than_64_kilobytes()
    {
        await sql.Execute("CREATE TABLE articles (body text)");

        await ask.Statement("70 000 characters into text", "INSERT INTO articles (body) VALUES (@p0)", new string('x', 70_000));
    }

    [Fact, OwnDatabase]
    public async Task A_column_may_be_declared_longer_than_64_kilobytes()
    {
        await ask.Acceptance("varchar(70000)", "CREATE TABLE articles (body varchar(70000))");
        await ask.Acceptance("two of varchar(12000)", "CREATE TABLE pages (front varchar(12000), back varchar(12000))");
    }

    [Fact, OwnDatabase]
    public async Task Text_of_any_length_can_be_indexed()
    {
        await ask.Acceptance("CREATE INDEX on free text", "CREATE INDEX ix_free ON text_probes (free)");
        await ask.Acceptance("CREATE INDEX on varchar(1000)", "CREATE TABLE titles (title varchar(1000), UNIQUE (title))");
    }

    [Fact, OwnDatabase]
    public async Task An_indexed_text_may_be_longer_than_a_page()
    {
        await ask.Acceptance("CREATE INDEX on free text", "CREATE INDEX ix_free ON text_probes (free)");
        var random = new Random(7);
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(_ => (char)('!' + random.Next(90))));

        await ask.Statement("20 000 characters into an indexed column", "INSERT INTO text_probes (free) VALUES (@p0)", text);
    }
}
