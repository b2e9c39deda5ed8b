using System.Data.Common;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Matrix.Tests.Glue;

/// <summary>Further connections to a database of the test's own. They go when the test ends.</summary>
/// <remarks>A statement on them that has to wait for a lock gives up as soon as its engine lets it.</remarks>
/// <param name="source">The lease's.</param>
/// <param name="dialect">Says how the wait is cut short.</param>
/// <param name="context">Makes the shop's context on an open connection.</param>
public sealed class Sessions(DbDataSource source, Dialect dialect, Func<DbConnection, ShopContext> context) : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> opened = new();

    public async Task<SqlSession> OpenAsync()
    {
        var session = await OpenPatientAsync();
        await dialect.GiveUpLocksSoonAsync(session);
        return session;
    }

    /// <summary>Opens a connection that waits for a lock as long as its engine does by default, where others can go on meanwhile.</summary>
    public async Task<SqlSession> OpenPatientAsync()
    {
        var session = await SqlSession.OpenAsync(source);
        opened.Push(session);
        if (dialect.WaitsOnCallersThread)
            await dialect.GiveUpLocksSoonAsync(session);
        return session;
    }

    /// <summary>Opens the shop over a connection of its own.</summary>
    public async Task<ShopContext> OpenShopAsync(params IInterceptor[] interceptors)
    {
        var session = await OpenAsync();
        var shop = context(session.Connection);
        if (interceptors.Length > 0)
        {
            shop = new ShopContext(new DbContextOptionsBuilder<ShopContext>((DbContextOptions<ShopContext>)shop.GetService<IDbContextOptions>()).AddInterceptors(interceptors).Options);
            shop.Database.SetDbConnection(session.Connection);
        }

        opened.Push(shop);
        return shop;
    }

    /// <summary>Waits until a statement stands in line for a lock, or has ended because its engine lets none wait.</summary>
    public async Task UntilWaitingAsync(SqlSession waiting, Task statement)
    {
        await using var observer = await SqlSession.OpenAsync(source);
        while (!statement.IsCompleted && !await dialect.WaitsForLockAsync(observer, waiting.Connection))
            await Task.Yield();
    }

    public async ValueTask DisposeAsync()
    {
        while (opened.TryPop(out var one))
            await one.DisposeAsync();
    }
}
