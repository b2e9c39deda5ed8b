using System.Data.Common;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>When a foreign key is checked, and who may switch it off.</summary>
[OwnDatabase]
public sealed class ForeignKeyEnforcement(ShopContext shop, DbDataSource source, SqlSession sql, SqlQuestions ask, Dialect dialect, Observations observe)
{
    private const string Orphan = "INSERT INTO tree_nodes (id, parent_id, name) VALUES (1, 4711, 'lost')";

    [Fact]
    public async Task A_connection_that_sets_nothing_enforces_them()
    {
        await using var connection = Plain();
        await connection.OpenAsync();
        var plain = new SqlSession(connection, null);
        await plain.Execute("CREATE TABLE parents (id int NOT NULL PRIMARY KEY)");
        await plain.Execute("CREATE TABLE children (id int NOT NULL PRIMARY KEY, parent_id int, FOREIGN KEY (parent_id) REFERENCES parents (id))");

        await observe.Outcome("INSERT of an orphan", () => plain.Execute("INSERT INTO children (id, parent_id) VALUES (1, 4711)"));
    }

    [Fact]
    public async Task EF_on_a_connection_that_sets_nothing_enforces_them()
    {
        await using var connection = Plain();
        await using var families = new Families(shop);
        await families.CreateTablesAsync(connection);
        families.Add(new Child { Id = 1, ParentId = 4711 });

        await observe.Outcome("SaveChanges of an orphan", () => families.SaveChangesAsync());
    }

    [Fact]
    public async Task What_was_stored_while_they_were_off_stays_when_they_are_on_again()
    {
        await sql.Execute(dialect.CheckForeignKeys(false));
        await sql.Execute(Orphan);
        await sql.Execute(dialect.CheckForeignKeys(true));

        Assert.Single(await sql.Rows("SELECT id FROM tree_nodes WHERE parent_id = 4711"));
        await Assert.ThrowsAnyAsync<DbException>(() => sql.Execute("INSERT INTO tree_nodes (id, parent_id, name) VALUES (2, 4711, 'lost too')"));
    }

    [Fact]
    public async Task They_can_be_switched_off_within_a_transaction()
    {
        await sql.BeginAsync();
        await sql.Execute(dialect.CheckForeignKeys(false));

        await observe.Outcome("INSERT of an orphan", () => sql.Execute(Orphan));

        await sql.RollbackAsync();
        await sql.Execute(dialect.CheckForeignKeys(true));
    }

    [Fact]
    public async Task One_that_is_declared_in_its_column_is_enforced()
    {
        await sql.Execute("CREATE TABLE leaves (id int NOT NULL PRIMARY KEY, node_id int REFERENCES tree_nodes (id))");

        await ask.Statement("INSERT of an orphan", "INSERT INTO leaves (id, node_id) VALUES (1, 4711)");
    }

    [Fact]
    public async Task One_can_be_checked_when_the_transaction_ends()
    {
        await ask.Outcome("child before parent, DEFERRABLE INITIALLY DEFERRED", async () =>
        {
            await sql.Execute("CREATE TABLE leaves (id int NOT NULL PRIMARY KEY, node_id int, FOREIGN KEY (node_id) REFERENCES tree_nodes (id) DEFERRABLE INITIALLY DEFERRED)");
            await sql.BeginAsync();
            await sql.Execute("INSERT INTO leaves (id, node_id) VALUES (1, 1)");
            await sql.Execute("INSERT INTO tree_nodes (id, name) VALUES (1, 'late')");
            await sql.CommitAsync();
            return "ok";
        });
    }

    private DbConnection Plain()
    {
        var connection = DbProviderFactories.GetFactory(sql.Connection)!.CreateConnection()!;
        connection.ConnectionString = dialect.PlainConnection(source.ConnectionString);
        return connection;
    }

    public sealed class Parent
    {
        public int Id { get; set; }
    }

    public sealed class Child
    {
        public int Id { get; set; }

        public int ParentId { get; set; }
    }

    private sealed class Families(ShopContext shop) : OwnModelContext(shop)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Parent>().Property(p => p.Id).ValueGeneratedNever();
            modelBuilder.Entity<Child>().Property(c => c.Id).ValueGeneratedNever();
            modelBuilder.Entity<Child>().HasOne<Parent>().WithMany().HasForeignKey(c => c.ParentId);
        }
    }
}
