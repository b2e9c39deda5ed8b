using Npgsql;

namespace Matrix.Harness.Postgres;

/// <summary>What bears on a server's answers and speed, as it reads it back.</summary>
internal static class PostgresSettings
{
    private static readonly string[] Names =
    [
        "server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_level", "autovacuum", "jit", "shared_buffers", "max_connections",
        "TimeZone", "default_transaction_isolation", "server_encoding", "lc_messages", "standard_conforming_strings", "lock_timeout", "statement_timeout",
    ];

    public static async Task<Dictionary<string, string>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>();
        await using var command = new NpgsqlCommand(
            """
            select name, current_setting(name) from pg_settings where name = any(@names)
            union all select 'is_superuser', current_setting('is_superuser')
            order by 1
            """, connection);
        command.Parameters.AddWithValue("names", Names);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            settings[reader.GetString(0)] = reader.GetString(1);
        return settings;
    }

    /// <summary>By what a database sorts, and who provides it.</summary>
    public static async Task<string> CollationOfAsync(NpgsqlConnection connection, string database, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select coalesce(d ->> 'datlocale', d ->> 'daticulocale', d ->> 'datcollate')
                || case d ->> 'datlocprovider' when 'b' then ' (builtin)' when 'i' then ' (icu)' else ' (libc)' end
            from (select to_jsonb(pg_database) d from pg_database where datname = @database) described
            """, connection);
        command.Parameters.AddWithValue("database", database);
        return (string)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }
}
