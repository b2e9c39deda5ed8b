using Matrix.Harness;

namespace Matrix.Cli.Development;

/// <summary>The database to seed, and the backend whose provider speaks to it.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Text">A file's path, a URL or a connection string. It may hold a password: never print it.</param>
internal sealed record SeedAddress(string Backend, string Text)
{
    /// <summary>The variable that names a database where no option does.</summary>
    public const string Variable = "DATABASE_URL";

    /// <summary>Reads what was asked. A URL decides which backend it is.</summary>
    /// <exception cref="MatrixException">It names no database, or two, or one of another backend.</exception>
    public static SeedAddress Of(SeedOptions options, Func<string, string?> variable)
    {
        if (options.File is not null && options.Url is not null)
            throw new MatrixException("--file and --url each name a database. Leave one of them out.");
        var address = options.File is { } file ? new SeedAddress("sqlite", Path.GetFullPath(file)) : Given(options, variable);
        return options.Backend is { } wanted && wanted != address.Backend
            ? throw new MatrixException($"The database is one of the backend {address.Backend}, and --backend says {wanted}. Leave --backend out, or name another database.")
            : address;
    }

    private static SeedAddress Given(SeedOptions options, Func<string, string?> variable)
    {
        var text = options.Url ?? (variable(Variable) is { Length: > 0 } set ? set : null)
            ?? throw new MatrixException($"No database is named. Say --file dev.db for SQLite, or --url postgres://me@localhost/shop_dev, or set {Variable}.");
        var scheme = text.Split(':', 2)[0].ToLowerInvariant();
        return scheme switch
        {
            "sqlite" => new("sqlite", text),
            "postgres" or "postgresql" => new("postgres", text),
            "mysql" or "mariadb" => new("mysql", text),
            _ when options.Backend is { } backend && !text.Contains("://", StringComparison.Ordinal) => new(backend, text),
            _ when text.Contains("://", StringComparison.Ordinal) => throw new MatrixException("The URL is of no engine that Matrix knows. Begin it with postgres://, mysql://, mariadb:// or sqlite://."),
            _ => throw new MatrixException("A connection string does not say which engine it is for. Name it with --backend, or give a URL."),
        };
    }
}
