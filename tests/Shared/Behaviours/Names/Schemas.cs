using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

[OwnDatabase]
public sealed class Schemas(ShopContext shop, SqlSession sql, SqlQuestions ask, Dialect dialect)
{
    // It has the name of the database that is there, so that an engine to which both are one makes no second.
    [Fact]
    public async Task A_schema_is_something_else_than_a_database() =>
        await ask.Acceptance("CREATE SCHEMA named as the database", $"CREATE SCHEMA {dialect.Quote(sql.Connection.Database)}");

    [Fact]
    public async Task A_table_is_reached_through()
    {
        await ask.Query("main.tenants", "SELECT COUNT(*) FROM main.tenants");
        await ask.Query("public.tenants", "SELECT COUNT(*) FROM public.tenants");
        await ask.Query("the database's name, as the driver tells it", $"SELECT COUNT(*) FROM {dialect.Quote(sql.Connection.Database)}.tenants");
        await ask.Query("three names", $"SELECT COUNT(*) FROM {dialect.Quote(sql.Connection.Database)}.public.tenants");
    }

    [Fact]
    public async Task What_tables_there_are_is_told_by()
    {
        await ask.Query("information_schema.tables", "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'tenants' AND table_schema IN (DATABASE(), SCHEMA())");
        await ask.Query("information_schema.tables by current_schema()", "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'tenants' AND table_schema = current_schema()");
        await ask.Query("sqlite_master", "SELECT COUNT(*) FROM sqlite_master WHERE name = 'tenants'");
        await ask.Query("pg_catalog.pg_tables", "SELECT COUNT(*) FROM pg_catalog.pg_tables WHERE tablename = 'tenants'");
    }

    [Fact]
    public async Task A_temporary_table_hides_another_of_its_name()
    {
        await sql.Execute("CREATE TEMPORARY TABLE roles (code int)");

        Assert.Empty(await sql.Rows("SELECT code FROM roles"));
    }

    [Fact]
    public async Task EF_keeps_a_table_in_the_schema_that_the_model_names() => await ask.Outcome("an entity in the schema sales", async () =>
    {
        await using var branches = new Branches(shop);
        await branches.CreateTablesAsync();
        branches.Add(new Branch { Id = 1 });
        await branches.SaveChangesAsync();
        return await branches.Set<Branch>().CountAsync();
    });

    [Fact]
    public async Task EF_keeps_two_tables_of_one_name_in_two_schemas() => await ask.Outcome("entities in sales and stock, both named items", async () =>
    {
        await using var branches = new TwoBranches(shop);
        await branches.CreateTablesAsync();
        return await branches.Set<Branch>().CountAsync();
    });

    public sealed class Branch
    {
        public int Id { get; set; }
    }

    public sealed class Store
    {
        public int Id { get; set; }
    }

    private sealed class Branches(ShopContext shop) : OwnModelContext(shop)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.Entity<Branch>().ToTable("branches", "sales").Property(b => b.Id).ValueGeneratedNever();
    }

    private sealed class TwoBranches(ShopContext shop) : OwnModelContext(shop)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Branch>().ToTable("items", "sales");
            modelBuilder.Entity<Store>().ToTable("items", "stock");
        }
    }
}
