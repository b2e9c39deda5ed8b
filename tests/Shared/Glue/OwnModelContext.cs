using System.Data.Common;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Matrix.Tests.Glue;

/// <summary>A model of a behaviour's own beside the shop: the same provider, options and connection, in a database of the test's own.</summary>
/// <param name="shop">The shop beside which it stands.</param>
public abstract class OwnModelContext(ShopContext shop) : DbContext
{
    /// <summary>Creates the model's tables. Call it before anything else.</summary>
    /// <param name="connection">Opened by EF Core, and closed with the context; the shop's by default.</param>
    public async Task CreateTablesAsync(DbConnection? connection = null)
    {
        Database.SetDbConnection(connection ?? shop.Database.GetDbConnection());
        await Database.OpenConnectionAsync();
        await this.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
    }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        foreach (var extension in shop.GetService<IDbContextOptions>().Extensions)
            ((IDbContextOptionsBuilderInfrastructure)optionsBuilder).AddOrUpdateExtension(extension);
    }
}
