#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Matrix.Harness.EntityFrameworkCore;

/// <summary>Says what is wrong with migrations before the server does, and less clearly.</summary>
internal static class MigrationChecks
{
    // How the annotations of each provider begin, which its migrations carry.
    private static readonly (string Provider, string Prefix)[] Providers =
        [("SqlServer", "SqlServer:"), ("Npgsql", "Npgsql:"), ("MySql", "MySql:"), ("Sqlite", "Sqlite:"), ("Oracle", "Oracle:"), ("Firebird", "Fb:")];

    /// <summary>The assembly in which migrations are looked for.</summary>
    public static string AssemblyOf(DbContext context) => context.GetService<IMigrationsAssembly>().Assembly.GetName().Name!;

    /// <summary>Looks at migrations and model.</summary>
    /// <exception cref="MatrixException">The migrations are another provider's, or the model has changed since the last of them.</exception>
    public static void Accept(DbContext context)
    {
        var assembly = context.GetService<IMigrationsAssembly>();
        var own = Providers.FirstOrDefault(p => context.Database.ProviderName!.Contains(p.Provider, StringComparison.OrdinalIgnoreCase));
        var made = MadeFor(assembly, context.Database.ProviderName!);
        if (own.Prefix is not null && made.Count > 0 && !made.Contains(own.Provider))
        {
            throw new MatrixException(
                $"The migrations of {context.GetType().FullName} in {AssemblyOf(context)} were made for {string.Join(" and ", made)}, and this is {ModelChecks.ProviderOf(context)}. "
                + "Give each provider migrations in an assembly of its own and name that in the fixture's options (b => b.MigrationsAssembly(\"...\")), or build from the model: Schema = SchemaSource.Model.");
        }

        if (context.Database.HasPendingModelChanges())
        {
            throw new MatrixException(
                $"The model of {context.GetType().FullName} has changed since the last migration in {AssemblyOf(context)}, so a deployment would not have what the tests would test. "
                + $"Add the change: dotnet ef migrations add <name> --context {context.GetType().Name}, or build from the model: Schema = SchemaSource.Model.");
        }
    }

    /// <summary>What to say when a migration cannot be applied.</summary>
    public static async Task<MatrixException> FailedAsync(DbContext context, Exception e)
    {
        string? next = null;
        try
        {
            next = (await context.Database.GetPendingMigrationsAsync().ConfigureAwait(false)).FirstOrDefault();
        }
        catch (Exception again) when (again is System.Data.Common.DbException or InvalidOperationException)
        {
            // A connection that the failure took along cannot be asked which it was.
        }

        return new MatrixException(
            $"The migration {next ?? "of " + AssemblyOf(context)} cannot be applied with {ModelChecks.ProviderOf(context)}: {e.GetBaseException().Message} "
            + "Mend it, give this provider migrations of its own, or build from the model: Schema = SchemaSource.Model.", e);
    }

    private static List<string> MadeFor(IMigrationsAssembly assembly, string provider)
    {
        var annotations = new List<string>();
        foreach (var type in assembly.Migrations.Values)
        {
            var migration = assembly.CreateMigration(type, provider);
            foreach (var operation in migration.UpOperations)
            {
                annotations.AddRange(operation.GetAnnotations().Select(a => a.Name));
                if (operation is Microsoft.EntityFrameworkCore.Migrations.Operations.CreateTableOperation table)
                    annotations.AddRange(table.Columns.SelectMany(c => c.GetAnnotations()).Select(a => a.Name));
            }

            annotations.AddRange(migration.TargetModel.GetAnnotations().Select(a => a.Name));
        }

        return [.. Providers.Where(p => annotations.Any(a => a.StartsWith(p.Prefix, StringComparison.Ordinal))).Select(p => p.Provider)];
    }
}
