#nullable enable
using System;
using System.Data.Common;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Matrix.Harness.EntityFrameworkCore;

/// <summary>Builds what an EF Core model describes, from its migrations or from itself, and then runs its seed.</summary>
internal sealed class EfBlueprint<TContext>(EfModel<TContext> model) : Blueprint where TContext : DbContext
{
    private string? fingerprint;

    /// <inheritdoc/>
    public override string Fingerprint => fingerprint ??= Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Script() + SeedMark()))).ToLowerInvariant();

    /// <inheritdoc/>
    public override async Task BuildAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        Accept();
        await using var context = model.On(connection);
        if (HasMigrations(context))
            await MigrateAsync(context, cancellationToken).ConfigureAwait(false);
        else
            await CreateTablesAsync(context, cancellationToken).ConfigureAwait(false);

        if (model.Seed is { } seed)
            await SeedAsync(seed, context, cancellationToken).ConfigureAwait(false);
    }

    private string Script()
    {
        Accept();
        using var context = model.Unconnected();
        try
        {
            return HasMigrations(context) ? context.GetService<IMigrator>().GenerateScript() : context.Database.GenerateCreateScript();
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException)
        {
            throw ModelChecks.Refused(context, e);
        }
    }

    // Before anything else of a context is asked for, which would fail less clearly.
    private void Accept()
    {
        using var context = model.Unconnected();
        ModelChecks.Accept(context);
    }

    // What code adds cannot be known without running it; but it is the same while its assemblies are.
    private string? SeedMark() => model.Seed is { } seed ? $"{seed.Method.Module.ModuleVersionId} {typeof(TContext).Module.ModuleVersionId}" : null;

    private bool HasMigrations(TContext context) => model.Schema switch
    {
        SchemaSource.Automatic => context.Database.GetMigrations().Any(),
        SchemaSource.Migrations when !context.Database.GetMigrations().Any() => throw new MatrixException(
            $"{typeof(TContext).FullName} has no migrations in {MigrationChecks.AssemblyOf(context)}. Name the assembly that has them, options.UseNpgsql(b => b.MigrationsAssembly(\"...\")), or leave Schema as it is."),
        var source => source == SchemaSource.Migrations,
    };

    private static async Task CreateTablesAsync(TContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancellationToken).ConfigureAwait(false);
            await RunSeederAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or NotSupportedException)
        {
            throw ModelChecks.Refused(context, e);
        }
    }

    // As EnsureCreated does, and migrating does by itself: what the options' UseAsyncSeeding or UseSeeding names.
    private static async Task RunSeederAsync(TContext context, CancellationToken cancellationToken)
    {
        var seeders = context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>();
        if (seeders?.AsyncSeeder is { } seeder)
            await seeder(context, true, cancellationToken).ConfigureAwait(false);
        else
            seeders?.Seeder?.Invoke(context, true);
    }

    private static async Task MigrateAsync(TContext context, CancellationToken cancellationToken)
    {
        MigrationChecks.Accept(context);
        try
        {
            await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or NotSupportedException or InvalidOperationException)
        {
            throw await MigrationChecks.FailedAsync(context, e).ConfigureAwait(false);
        }
    }

    private static async Task SeedAsync(Func<TContext, CancellationToken, Task> seed, TContext context, CancellationToken cancellationToken)
    {
        try
        {
            await seed(context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidOperationException)
        {
            throw new MatrixException($"The seed of {typeof(TContext).FullName} fails on {ModelChecks.ProviderOf(context)}: {e.GetBaseException().Message} Mend the Seed that the backend's fixture names.", e);
        }
    }
}
