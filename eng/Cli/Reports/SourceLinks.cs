namespace Matrix.Cli.Reports;

/// <summary>Where the sources of a run can be read, as a CI service says in its environment.</summary>
internal static class SourceLinks
{
    /// <summary>What a file's path is put after, such as <c>https://github.com/owner/name/blob/SHA/</c>; <see langword="null"/> where nothing says so.</summary>
    public static string? Base => Of(Environment.GetEnvironmentVariable);

    /// <summary>The same, from an environment.</summary>
    public static string? Of(Func<string, string?> variable) =>
        variable("GITHUB_SERVER_URL") is { Length: > 0 } server && variable("GITHUB_REPOSITORY") is { Length: > 0 } repository && variable("GITHUB_SHA") is { Length: > 0 } commit
        && Uri.TryCreate($"{server}/{repository}/blob/{commit}/", UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address.AbsoluteUri
            : null;
}
