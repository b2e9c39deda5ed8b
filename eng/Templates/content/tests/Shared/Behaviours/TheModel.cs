using ContextNamespace;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Xunit;

namespace SampleNamespace.Tests.Behaviours;

public sealed class TheModel(ContextName db)
{
    [Fact]
    public async Task Every_entity_can_be_queried()
    {
        var entities = db.Model.GetEntityTypes().Where(e => !e.IsOwned() && !e.HasSharedClrType && e.GetTableMappings().Any()).ToList();

        foreach (var entity in entities)
            await QueryAsync(entity);

        Assert.NotEmpty(entities);
    }

    private async Task QueryAsync(IEntityType entity)
    {
        var query = (IQueryable<object>)db.GetType().GetMethod(nameof(DbContext.Set), 1, [])!.MakeGenericMethod(entity.ClrType).Invoke(db, null)!;

        await query.Take(1).ToListAsync();
    }
}
