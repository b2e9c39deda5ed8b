using System.Data.Common;
using Matrix.Harness.Verdicts;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Matrix.Tests.Model.Probes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>How many commands EF Core sends for one SaveChanges.</summary>
[OwnDatabase]
public sealed class Batching(Sessions sessions, Observations observe)
{
    private readonly CommandCounter counter = new();

    [Fact]
    public async Task Inserts_go_in_one_command()
    {
        foreach (var rows in new[] { 3, 100 })
            observe.Value($"commands for {rows} inserts with generated keys", await CountAsync(shop => shop.TreeNodes.AddRange(Nodes(rows))));
        observe.Value("commands for 100 inserts with given keys", await CountAsync(shop => shop.NumberProbes.AddRange(Enumerable.Range(1, 100).Select(i => new NumberProbe { Id = i }))));
    }

    [Fact]
    public async Task Updates_and_deletes_go_in_one_command()
    {
        await using var shop = await sessions.OpenShopAsync(counter);
        shop.TreeNodes.AddRange(Nodes(100));
        await shop.SaveChangesAsync();

        foreach (var node in shop.TreeNodes.Local)
            node.Name += "!";
        observe.Value("commands for 100 updates", await CountAsync(shop));
        shop.TreeNodes.RemoveRange(shop.TreeNodes.Local);
        observe.Value("commands for 100 deletes", await CountAsync(shop));
    }

    [Fact]
    public async Task One_that_fails_undoes_them_all()
    {
        await using var shop = await sessions.OpenShopAsync(counter);
        shop.Tenants.AddRange(new Tenant { Id = 10, Name = "ten" }, new Tenant { Id = 11, Name = "Contoso" }, new Tenant { Id = 12, Name = "twelve" });

        await Assert.ThrowsAsync<DbUpdateException>(() => shop.SaveChangesAsync());

        Assert.Equal(3, await shop.Tenants.CountAsync());
    }

    [Fact]
    public async Task The_error_names_the_row_that_failed()
    {
        await using var shop = await sessions.OpenShopAsync(counter);
        shop.Tenants.AddRange(new Tenant { Id = 10, Name = "ten" }, new Tenant { Id = 11, Name = "Contoso" }, new Tenant { Id = 12, Name = "twelve" });

        var error = await Assert.ThrowsAsync<DbUpdateException>(() => shop.SaveChangesAsync());

        observe.Value("rows that the exception names", error.Entries.Select(e => ((Tenant)e.Entity).Id).Order());
    }

    private async Task<int> CountAsync(Action<ShopContext> change)
    {
        await using var shop = await sessions.OpenShopAsync(counter);
        change(shop);
        return await CountAsync(shop);
    }

    private async Task<int> CountAsync(ShopContext shop)
    {
        counter.Commands = 0;
        await shop.SaveChangesAsync();
        return counter.Commands;
    }

    private static IEnumerable<TreeNode> Nodes(int count) => Enumerable.Range(1, count).Select(i => new TreeNode { Name = $"node {i}" });

    private sealed class CommandCounter : DbCommandInterceptor
    {
        public int Commands { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Commands++;
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
