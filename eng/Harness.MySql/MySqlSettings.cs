using MySqlConnector;

namespace Matrix.Harness.MySql;

/// <summary>What bears on a server's answers and speed, as it reads it back.</summary>
internal static class MySqlSettings
{
    private static readonly string[] Names =
    [
        "version", "version_comment", "sql_mode", "character_set_server", "collation_server", "time_zone", "transaction_isolation", "tx_isolation",
        "autocommit", "lower_case_table_names", "default_storage_engine", "innodb_flush_log_at_trx_commit", "innodb_doublewrite", "sync_binlog", "log_bin",
        "innodb_stats_persistent", "innodb_buffer_pool_size", "innodb_lock_wait_timeout", "innodb_autoinc_lock_mode", "innodb_snapshot_isolation", "max_connections", "max_allowed_packet",
        "foreign_key_checks", "performance_schema", "cte_max_recursion_depth",
    ];

    public static async Task<Dictionary<string, string>> ReadAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>();
        await using var command = new MySqlCommand($"show global variables where variable_name in ({string.Join(',', Names.Select(name => $"'{name}'"))})", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            settings[reader.GetString(0)] = reader.GetString(1);
        return settings;
    }
}
