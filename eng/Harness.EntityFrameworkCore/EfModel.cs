#nullable enable
using System;
using System.Data.Common;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Matrix.Harness.EntityFrameworkCore;

/// <summary>A context of EF Core's under one provider: how it is made on a connection, and what its databases hold.</summary>
/// <typeparam name="TContext">The context.</typeparam>
/// <param name="configure">Names the provider, without a connection: <c>options => options.UseNpgsql()</c>. Called once, when it is first needed.</param>
/// <param name="create">
/// Makes a context of its options. By default its constructor that takes <see cref="DbContextOptions{TContext}"/> or
/// <see cref="DbContextOptions"/> and nothing else.
/// </param>
internal sealed class EfModel<TContext>(Action<DbContextOptionsBuilder<TContext>> configure, Func<DbContextOptions<TContext>, TContext>? create = null)
    where TContext : DbContext
{
    private readonly ConditionalWeakTable<DbConnection, object> prepared = new();

    // One instance for all contexts: options that differ by their connection would cost each test a look-up of services.
    private readonly Lazy<DbContextOptions<TContext>> options = new(() =>
    {
        var builder = new DbContextOptionsBuilder<TContext>();
        configure(builder);
        return builder.AddInterceptors(new ConnectionAdvice()).Options;
    });

    private readonly Lazy<Func<DbContextOptions<TContext>, TContext>> make = new(() => create ?? ContextConstructor.Of<TContext>());

    /// <summary>Where the schema comes from. By default the context's migrations where it has any, else its model.</summary>
    public SchemaSource Schema { get; init; } = SchemaSource.Automatic;

    /// <summary>Adds reference data beside that of <c>HasData</c>, once for a server; what it saves every test finds. By default nothing.</summary>
    /// <remarks>What it adds must not depend on time or chance, or each server would have another.</remarks>
    public Func<TContext, CancellationToken, Task>? Seed { get; init; }

    /// <summary>What every database holds: the schema, then the rows of <c>HasData</c>, then those of <see cref="Seed"/>.</summary>
    public Blueprint Blueprint => new EfBlueprint<TContext>(this);

    /// <summary>Makes a context that knows its provider and has no connection. The caller disposes it.</summary>
    public TContext Unconnected() => make.Value(options.Value);

    /// <summary>Makes a context on a connection that somebody else opens and closes. The caller disposes it.</summary>
    public TContext On(DbConnection connection)
    {
        prepared.GetValue(connection, Prepare);
        var context = Unconnected();
        context.Database.SetDbConnection(connection);
        return context;
    }

    // A provider may define things on a connection only when it gets it with the options, as SQLite's does its functions.
    // Once is enough for a connection's life, and a dozen times the price of a context.
    private DbConnection Prepare(DbConnection connection)
    {
        var builder = new DbContextOptionsBuilder<TContext>(options.Value);
        ((IDbContextOptionsBuilderInfrastructure)builder).AddOrUpdateExtension(RelationalOptionsExtension.Extract(options.Value).WithConnection(connection));
        using var context = make.Value(builder.Options);
        return context.Database.GetDbConnection();
    }
}

/// <summary>Where a database's schema comes from.</summary>
internal enum SchemaSource
{
    /// <summary>The context's migrations where it has any, else its model.</summary>
    Automatic,
    /// <summary>The model as it is, as <c>EnsureCreated</c> builds it.</summary>
    Model,
    /// <summary>The context's migrations, one after the other, as a deployment applies them.</summary>
    Migrations,
}
