namespace Matrix.Harness.Servers.Recipes;

/// <summary>A private PostgreSQL.</summary>
public sealed class PostgresRecipe : ServerRecipe
{
    /// <inheritdoc/>
    public override string Engine => "postgres";

    /// <inheritdoc/>
    public override int Port => 5432;

    /// <inheritdoc/>
    public override string Account => "postgres";

    /// <inheritdoc/>
    public override IReadOnlyList<ServerSetting> Settings { get; } =
    [
        // What decides results: each version's own defaults, whatever the machine's locale and zone.
        Set("TimeZone", "UTC"),
        Set("default_transaction_isolation", "read committed"),
        // The data is thrown away, so nothing need survive a crash.
        Set("fsync", "off"),
        Set("synchronous_commit", "off"),
        Set("full_page_writes", "off"),
        Set("wal_level", "minimal"),
        Set("max_wal_senders", "0"),
        Set("max_wal_size", "1GB"),
        Set("checkpoint_timeout", "1h"),
        // Work behind the tests' backs makes their times jump.
        Set("autovacuum", "off"),
        Set("jit", "off"),
        Set("max_connections", "200"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> InitialiseArguments { get; } =
        ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres", "--auth=scram-sha-256"];

    /// <inheritdoc/>
    public override string ConnectionString(string host, int port, string password) =>
        Join(("Host", host), ("Port", port), ("Username", "postgres"), ("Password", password), ("Database", "postgres"));

    private static ServerSetting Set(string name, string value) => new(name, value, $"--{name}={value}");
}
