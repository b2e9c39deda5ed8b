using System.Globalization;
using System.Text.RegularExpressions;
using MySqlConnector;

namespace Matrix.Harness.MySql.Schema;

/// <summary>Reads what the blueprint built, from the template.</summary>
internal static partial class SchemaReader
{
    private const string TableRows =
        "select table_name, table_type, coalesce(engine, '') from information_schema.tables where table_schema = database() and table_type not like '%VIEW' order by table_name";

    private const string ColumnRows =
        """
        select table_name, column_name from information_schema.columns
        where table_schema = database() and coalesce(generation_expression, '') = '' order by table_name, ordinal_position
        """;

    private const string ReferenceRows =
        "select referenced_table_name, table_name from information_schema.referential_constraints where constraint_schema = database()";

    private const string ViewRows = "select table_name from information_schema.views where table_schema = database()";

    private const string RoutineRows = "select routine_name from information_schema.routines where routine_schema = database()";

    private const string TriggerRows = "select distinct event_object_table from information_schema.triggers where event_object_schema = database()";

    private const string TransactionalEngineRows = "select engine from information_schema.engines where transactions = 'YES'";

    // What a script of tables and views would leave out.
    private const string OtherRows =
        """
        select routine_name from information_schema.routines where routine_schema = database()
        union select trigger_name from information_schema.triggers where event_object_schema = database()
        union select event_name from information_schema.events where event_schema = database()
        """;

    private const string OptionRow =
        "select concat('character set ', default_character_set_name, ' collate ', default_collation_name) from information_schema.schemata where schema_name = database()";

    /// <summary>The <c>sql_mode</c> in which scripts are written and run: a 0 in a numbered column is a 0, and no mode refuses what was accepted once.</summary>
    public const string ScriptMode = "NO_AUTO_VALUE_ON_ZERO";

    /// <param name="connection">A connection to the template, in whose session the mode stays another.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<MySqlSchema> ReadAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        // Or a server that quotes as ANSI does would spell the tables in a way that is not read again.
        await connection.SendAsync($"set sql_mode = '{ScriptMode}'", cancellationToken).ConfigureAwait(false);
        var rows = await connection.RowsAsync(TableRows, cancellationToken).ConfigureAwait(false);
        var columns = (await connection.RowsAsync(ColumnRows, cancellationToken).ConfigureAwait(false)).ToLookup(row => row[0], row => Quote(row[1]));
        var transactional = await connection.ColumnAsync(TransactionalEngineRows, cancellationToken).ConfigureAwait(false);
        var script = new List<string>();
        var tables = new List<MySqlTable>();
        foreach (var row in rows)
        {
            var create = (await connection.RowsAsync($"show create table {Quote(row[0])}", cancellationToken).ConfigureAwait(false))[0][1];
            script.Add(create);
            var kind = KindOf(row[1], row[2], transactional);
            var isEmpty = kind == TableKind.Sequence || (await connection.ColumnAsync($"select 1 from {Quote(row[0])} limit 1", cancellationToken).ConfigureAwait(false)).Count == 0;
            tables.Add(new(Quote(row[0]), kind, isEmpty ? null : Seed(connection.Database, row[0], columns[row[0]]), NumberingOf(create)));
        }

        script.AddRange(await ViewScript.ReadAsync(connection, cancellationToken).ConfigureAwait(false));
        script.AddRange(tables.Select(t => t.Seed).OfType<string>());
        var isWhole = rows.All(row => row[1] == "BASE TABLE") && (await connection.ColumnAsync(OtherRows, cancellationToken).ConfigureAwait(false)).Count == 0;
        return new(connection.Database, tables, await MentionsAsync(connection, [.. rows.Select(row => row[0])], tables, cancellationToken).ConfigureAwait(false),
            (await connection.ColumnAsync(OptionRow, cancellationToken).ConfigureAwait(false))[0], isWhole ? string.Join(";\n", script) : null,
            MySqlDriver.Parse(connection.ServerVersion).Name == "mariadb");
    }

    public static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>The name that <see cref="Quote"/> was given.</summary>
    public static string Unquote(string quoted) => quoted[1..^1].Replace("``", "`", StringComparison.Ordinal);

    private static TableKind KindOf(string type, string engine, List<string> transactional) => type switch
    {
        "SEQUENCE" => TableKind.Sequence,
        "SYSTEM VERSIONED" => TableKind.Versioned,
        _ when !transactional.Contains(engine, StringComparer.OrdinalIgnoreCase) => TableKind.Untransactional,
        _ => TableKind.Transactional,
    };

    private static async Task<TableMentions> MentionsAsync(MySqlConnection connection, List<string> names, List<MySqlTable> tables, CancellationToken cancellationToken)
    {
        var references = (await connection.RowsAsync(ReferenceRows, cancellationToken).ConfigureAwait(false)).Select(row => (Place(names, row[0]), Place(names, row[1])));
        return new(names, Enumerable.Range(0, names.Count).Where(i => tables[i].Kind == TableKind.Sequence), references,
            await connection.ColumnAsync(ViewRows, cancellationToken).ConfigureAwait(false), await connection.ColumnAsync(RoutineRows, cancellationToken).ConfigureAwait(false),
            await connection.ColumnAsync(TriggerRows, cancellationToken).ConfigureAwait(false));
    }

    // Where names of tables have no case, different places spell the same name differently.
    private static int Place(List<string> names, string name) => names.FindIndex(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string Seed(string template, string table, IEnumerable<string> columns)
    {
        var list = string.Join(',', columns);
        return $"insert into {Quote(table)} ({list}) select {list} from {Quote(template)}.{Quote(table)}";
    }

    private static Numbering? NumberingOf(string create) => NumberedColumn().Match(create) is not { Success: true } column ? null
        : new(column.Groups[1].Value, NextNumberOption().Match(create) is { Success: true } next ? ulong.Parse(next.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 1);

    [GeneratedRegex(@"^ +(`(?:[^`]|``)+`) .* AUTO_INCREMENT\b", RegexOptions.Multiline)]
    private static partial Regex NumberedColumn();

    [GeneratedRegex(@"^\) .*\bAUTO_INCREMENT=(\d+)", RegexOptions.Multiline)]
    private static partial Regex NextNumberOption();
}
