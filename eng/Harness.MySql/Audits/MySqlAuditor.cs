using System.Data.Common;
using Matrix.Harness.Audits;

namespace Matrix.Harness.MySql.Audits;

/// <summary>Reads everything in a database of MySQL or MariaDB. Where numbering starts is not among it: a rolled-back lease may move it.</summary>
/// <param name="isMariaDb">Whether it is MariaDB.</param>
internal sealed class MySqlAuditor(bool isMariaDb) : DatabaseAuditor
{
    protected override IReadOnlyList<(string Subject, string Sql)> SessionQueries { get; } =
    [
        ("session", "select 'of the test', concat_ws(' ', @@session.sql_mode, @@session.foreign_key_checks, @@session.unique_checks, @@session.autocommit, @@session.time_zone, "
            + (isMariaDb ? "@@session.tx_isolation" : "@@session.transaction_isolation") + ", last_insert_id(), @@session.character_set_client, @@session.collation_connection, @@session.sql_select_limit)"),
        ("connection", "select count(*), 'open' from information_schema.processlist where db = database()"),
    ];

    protected override IReadOnlyList<(string Subject, string Sql)> DefinitionQueries { get; } =
    [
        ("database", "select 'of the test', concat(default_character_set_name, ' ', default_collation_name) from information_schema.schemata where schema_name = database()"),
        ("table", "select table_name, concat_ws(' ', table_type, engine, table_collation, create_options, table_comment) from information_schema.tables where table_schema = database()"),
        ("column", "select concat(table_name, '.', column_name), concat_ws(' ', ordinal_position, column_default, is_nullable, column_type, collation_name, extra, generation_expression, column_comment) from information_schema.columns where table_schema = database()"),
        ("index", "select concat(table_name, '.', index_name, '.', seq_in_index), concat_ws(' ', non_unique, column_name, sub_part, index_type, index_comment) from information_schema.statistics where table_schema = database()"),
        ("key", "select concat(table_name, '.', constraint_name, '.', ordinal_position), concat_ws(' ', column_name, referenced_table_name, referenced_column_name) from information_schema.key_column_usage where table_schema = database()"),
        ("reference", "select constraint_name, concat_ws(' ', update_rule, delete_rule) from information_schema.referential_constraints where constraint_schema = database()"),
        ("check", "select constraint_name, check_clause from information_schema.check_constraints where constraint_schema = database()"),
        ("view", "select table_name, replace(view_definition, database(), '') from information_schema.views where table_schema = database()"),
        ("trigger", "select trigger_name, concat_ws(' ', event_object_table, action_timing, event_manipulation, action_statement) from information_schema.triggers where event_object_schema = database()"),
        ("routine", "select routine_name, concat_ws(' ', routine_type, routine_definition, security_type) from information_schema.routines where routine_schema = database()"),
        ("event", "select event_name, concat_ws(' ', status, event_definition) from information_schema.events where event_schema = database()"),
        ("partition", "select concat(table_name, '.', partition_name), concat_ws(' ', partition_method, partition_expression, partition_description) from information_schema.partitions where table_schema = database() and partition_name is not null"),
        ("privilege", "select concat(grantee, '/', table_name, '/', privilege_type), is_grantable from information_schema.table_privileges where table_schema = database()"),
    ];

    protected override string TableQuery =>
        "select table_name, concat('`', replace(table_name, '`', '``'), '`', if(table_type = 'SYSTEM VERSIONED', ' for system_time all', '')) from information_schema.tables where table_schema = database() and table_type not like '%VIEW'";

    protected override ValueTask<string> ContentQueryAsync(DbConnection connection, string table, CancellationToken cancellationToken) => new($"select * from {table}");
}
