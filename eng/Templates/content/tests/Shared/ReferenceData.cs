using ContextNamespace;

namespace SampleNamespace.Tests.Shared;

/// <summary>The rows that every database has before a test begins, beside those of HasData. They are added once for a server.</summary>
internal static class ReferenceData
{
//#if (own)
    public static Task AddAsync(ContextName context, CancellationToken cancellationToken)
    {
        // Add what your application cannot do without, and save it:
        // context.Add(new Country { Code = "NL", Name = "Netherlands" });
        return context.SaveChangesAsync(cancellationToken);
    }
//#else
    public static Task AddAsync(ContextName context, CancellationToken cancellationToken)
    {
        context.Countries.AddRange(
            new Country { Code = "DE", Name = "Germany" },
            new Country { Code = "NL", Name = "Netherlands" });
        return context.SaveChangesAsync(cancellationToken);
    }
//#endif
}
