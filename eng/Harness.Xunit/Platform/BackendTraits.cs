namespace Matrix.Harness.Xunit.Platform;

/// <summary>Reads which backends a filter by trait asks for.</summary>
internal static class BackendTraits
{
    private const string Prefix = "Backend=";

    /// <summary>Whether the filter asks for backends, none of them this one, and each of them runs beside it.</summary>
    /// <remarks>
    /// One that asks for a backend there is not, or that runs elsewhere, gets no: somewhere a test must run, or the whole is empty.
    /// </remarks>
    /// <param name="traits">The filter's traits, as <c>name=value</c>; any of them suffices.</param>
    /// <param name="own">The backend of this test program, or <see langword="null"/> if it is of none.</param>
    /// <param name="beside">The backends that run in the same command, this one perhaps among them.</param>
    public static bool AskForOthers(IEnumerable<string> traits, string? own, IEnumerable<string> beside)
    {
        var asked = traits.Where(t => t.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Select(t => t[Prefix.Length..]).ToList();
        var running = beside.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return asked.Count > 0
            && asked.TrueForAll(a => running.Contains(a) && !string.Equals(a, own, StringComparison.OrdinalIgnoreCase));
    }
}
