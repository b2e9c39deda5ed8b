using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>Names as EF Core gives them where the model names nothing.</summary>
[OwnDatabase]
public sealed class EfNames(ShopContext shop, SqlSession sql, SqlQuestions ask, Dialect dialect, Observations observe)
{
    [Fact]
    public async Task A_table_that_EF_made_is_found_without_quotes()
    {
        await using var rates = new Rates(shop);
        await rates.CreateTablesAsync();
        rates.Add(new ExchangeRate { Id = 1, InEuro = 2 });
        await rates.SaveChangesAsync();

        await ask.Query("InEuro FROM ExchangeRate", "SELECT InEuro FROM ExchangeRate");
        Assert.Single(await sql.Rows($"SELECT {dialect.Quote("InEuro")} FROM {dialect.Quote("ExchangeRate")}"));
    }

    [Fact]
    public async Task An_index_s_name_is_cut_to_what_the_engine_takes()
    {
        await using var rates = new Rates(shop);
        await rates.CreateTablesAsync();

        var name = rates.Model.FindEntityType(typeof(ExchangeRate))!.GetIndexes().Single().GetDatabaseName()!;

        Assert.StartsWith("IX_ExchangeRate_", name, StringComparison.Ordinal);
        observe.Value("letters of a name of 80", name.Length);
    }

    public sealed class ExchangeRate
    {
        public int Id { get; set; }

        public int InEuro { get; set; }

        public int FirstHalfOfAnIndexWithALongName { get; set; }

        public int SecondHalfOfAnIndexWithALongName { get; set; }
    }

    private sealed class Rates(ShopContext shop) : OwnModelContext(shop)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<ExchangeRate>(rate =>
        {
            rate.Property(r => r.Id).ValueGeneratedNever();
            rate.HasIndex(r => new { r.FirstHalfOfAnIndexWithALongName, r.SecondHalfOfAnIndexWithALongName });
        });
    }
}
