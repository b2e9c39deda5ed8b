using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Matrix.Harness.Sqlite;

/// <summary>What bears on a database's answers and speed, as SQLite itself reads it back.</summary>
internal static class SqliteSettings
{
    private static readonly string[] Pragmas =
        ["foreign_keys", "journal_mode", "synchronous", "encoding", "busy_timeout", "page_size", "recursive_triggers", "temp_store"];

    private static readonly string[] CompileOptions = ["THREADSAFE", "DQS", "MAX_VARIABLE_NUMBER", "MAX_LENGTH"];

    public static Dictionary<string, string> Read(SqliteConnection connection)
    {
        var settings = Pragmas.ToDictionary(p => p, p => Values(connection, $"PRAGMA {p}").Single());
        foreach (var option in Values(connection, "PRAGMA compile_options").Select(o => o.Split('=')))
        {
            if (option is [var name, var value] && CompileOptions.Contains(name))
                settings[name.ToLowerInvariant()] = value;
        }

        settings["lock_timeout"] = string.Create(CultureInfo.InvariantCulture, $"{connection.DefaultTimeout} s");
        return settings;
    }

    public static List<string> Values(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
            values.Add(reader.GetString(0));
        return values;
    }
}
