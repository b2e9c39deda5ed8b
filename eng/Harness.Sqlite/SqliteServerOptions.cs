namespace Matrix.Harness.Sqlite;

/// <summary>How SQLite is to serve. The defaults suit a suite that asks how the application behaves, not how files do.</summary>
public sealed record SqliteServerOptions
{
    /// <summary>Where the databases are kept. By default in memory.</summary>
    public SqliteStorage Storage { get; init; } = SqliteStorage.Memory;

    /// <summary>The folder in which files get a private folder. By default the user's temporary folder.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>How long a statement waits for another connection's lock before it fails, in whole seconds. By default 5 s.</summary>
    /// <remarks>The driver's own default is 30 s, in which a test whose two connections block each other only hangs.</remarks>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
