namespace Matrix.Harness.Xunit.Platform;

/// <summary>Reads which backends a filter by trait asks for.</summary>
internal static class BackendTraits
{
    private const string Prefix = "Backend=";

    /// <summary>The backends that a filter names, case ignored as xUnit ignores it.</summary>
    /// <param name="traits">The filter's traits, as <c>name=value</c>; any of them suffices.</param>
    public static IReadOnlySet<string?> In(IEnumerable<string> traits) =>
        traits.Where(t => t.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Select(t => t[Prefix.Length..]).ToHashSet<string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether backends are asked for, none of them this one, and each of them runs beside it.</summary>
    /// <remarks>
    /// One that asks for a backend there is not, or that runs elsewhere, gets no: somewhere a test must run, or the whole is empty.
    /// </remarks>
    /// <param name="asked">The backends asked for.</param>
    /// <param name="own">The backend of this test program, or <see langword="null"/> if it is of none.</param>
    /// <param name="beside">The backends that run in the same command, this one perhaps among them.</param>
    public static bool AreOthers(IReadOnlySet<string?> asked, string? own, IEnumerable<string> beside) =>
        asked.Count > 0 && !asked.Contains(own) && asked.IsSubsetOf(beside);
}
