namespace Matrix.Harness.Servers.Recipes;

/// <summary>What MySQL and MariaDB have in common.</summary>
public abstract class MySqlFamilyRecipe : ServerRecipe
{
    /// <inheritdoc/>
    public override int Port => 3306;

    /// <inheritdoc/>
    public override string Account => "mysql";

    /// <inheritdoc/>
    public override IReadOnlyList<ServerSetting> Settings =>
    [
        // What decides results: each engine's own defaults, whatever a distribution's configuration says.
        Set("sql_mode", SqlMode),
        Set("character_set_server", "utf8mb4"),
        Set("collation_server", Collation),
        new("time_zone", "+00:00", "--default-time-zone=+00:00"),
        new(IsolationVariable, "REPEATABLE-READ", "--transaction-isolation=REPEATABLE-READ"),
        // The data is thrown away, so nothing need survive a crash.
        Set("innodb_flush_log_at_trx_commit", "0"),
        Set("innodb_doublewrite", "OFF"),
        Set("sync_binlog", "0"),
        new("log_bin", "OFF", "--skip-log-bin"),
        // Tests write so little that each write would have the figures for the optimiser gathered anew, and stored.
        Set("innodb_stats_persistent", "OFF"),
        // Small files and pools start soon; a lookup of the client's name would be waited for.
        Set("innodb_buffer_pool_size", "67108864"),
        Set("performance_schema", "OFF"),
        new("skip_name_resolve", "ON", "--skip-name-resolve"),
        Set("max_connections", "200"),
        .. OwnSettings,
    ];

    /// <summary>The engine's own default for <c>sql_mode</c>.</summary>
    private protected abstract string SqlMode { get; }

    /// <summary>The server's name for the default isolation level.</summary>
    private protected abstract string IsolationVariable { get; }

    /// <summary>The collation of databases that name none.</summary>
    private protected abstract string Collation { get; }

    /// <summary>What only this engine knows.</summary>
    private protected abstract IEnumerable<ServerSetting> OwnSettings { get; }

    // Without encryption: the server is on loopback, its key pair takes long to make, and a handshake costs each connection 3 ms.
    /// <inheritdoc/>
    public override string ConnectionString(string host, int port, string password) => Join(
        ("Server", host), ("Port", port), ("User ID", "root"), ("Password", password), ("SslMode", "None"), ("AllowPublicKeyRetrieval", true));

    private protected static ServerSetting Set(string name, string value) => new(name, value, $"--{name.Replace('_', '-')}={value}");
}
