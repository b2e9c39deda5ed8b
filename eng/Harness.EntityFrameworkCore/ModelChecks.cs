#nullable enable
using System;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Harness.EntityFrameworkCore;

/// <summary>Says what is wrong with a model under a provider.</summary>
internal static class ModelChecks
{
    /// <summary>The provider's name without what all of them share: <c>Npgsql.PostgreSQL</c>, <c>Sqlite</c>.</summary>
    public static string ProviderOf(DbContext context) =>
        context.Database.ProviderName!.Replace("Microsoft.", "", StringComparison.Ordinal).Replace("EntityFrameworkCore.", "", StringComparison.Ordinal);

    /// <summary>Has the model built.</summary>
    /// <exception cref="MatrixException">The provider refuses it.</exception>
    public static void Accept(DbContext context)
    {
        try
        {
            _ = context.Model;
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            throw Refused(context, e);
        }
    }

    /// <summary>What to say of a model that cannot be had.</summary>
    public static MatrixException Refused(DbContext context, Exception e) => new(
        $"The model of {context.GetType().FullName} cannot be had with {ProviderOf(context)}: {e.GetBaseException().Message} "
        + "Map what it names otherwise for this provider: in OnModelCreating, asking Database.ProviderName, or in the options that the backend's fixture gives.", e);
}
