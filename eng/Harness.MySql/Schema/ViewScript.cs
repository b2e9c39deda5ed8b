using MySqlConnector;

namespace Matrix.Harness.MySql.Schema;

/// <summary>What makes the views, each after those that it looks at.</summary>
internal static class ViewScript
{
    private const string ViewRows = "select table_name from information_schema.views where table_schema = database() order by table_name";

    public static async Task<List<string>> ReadAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        var views = new List<(string Name, string Create)>();
        foreach (var name in await connection.ColumnAsync(ViewRows, cancellationToken).ConfigureAwait(false))
        {
            var create = (await connection.RowsAsync($"show create view {SchemaReader.Quote(name)}", cancellationToken).ConfigureAwait(false))[0][1];
            // The statement may name the database that it was read from.
            views.Add((SchemaReader.Quote(name), create.Replace(SchemaReader.Quote(connection.Database) + ".", "", StringComparison.Ordinal)));
        }

        var ordered = new List<string>();
        while (views.Count > 0)
        {
            var next = views.FindIndex(v => !views.Exists(other => other.Name != v.Name && v.Create.Contains(other.Name, StringComparison.Ordinal)));
            ordered.Add(views[Math.Max(next, 0)].Create);
            views.RemoveAt(Math.Max(next, 0));
        }

        return ordered;
    }
}
