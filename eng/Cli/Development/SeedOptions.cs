namespace Matrix.Cli.Development;

/// <summary>What <c>matrix seed</c> was asked.</summary>
/// <param name="Backend">The backend whose model is built, or <see langword="null"/> for the one that the address names.</param>
/// <param name="Url">The database's URL or connection string, or <see langword="null"/> for the one in <c>DATABASE_URL</c>.</param>
/// <param name="File">The file of a SQLite database, or <see langword="null"/>.</param>
/// <param name="Force">Whether what stands in the database may be destroyed.</param>
internal sealed record SeedOptions(string? Backend, string? Url, string? File, bool Force);
