using System.Collections.Frozen;

namespace Matrix.Harness.Statements;

/// <summary>Tells the statements that change a server for everybody on it, not one database: accounts, databases, global settings, the sessions of others.</summary>
internal static class ServerStatements
{
    private static readonly FrozenSet<string> Objects = FrozenSet.Create("role", "user", "group", "database", "tablespace", "subscription", "system", "instance", "resource", "logfile");

    private static readonly FrozenSet<string> Fillers = FrozenSet.Create("or", "replace", "if", "not", "exists", "undo", "on");

    private static readonly FrozenSet<string> Commands = FrozenSet.Create("kill", "shutdown", "restart", "purge", "change", "install", "uninstall", "clone");

    private static readonly FrozenSet<string> Functions = FrozenSet.Create(
        "pg_terminate_backend", "pg_cancel_backend", "pg_reload_conf", "pg_rotate_logfile", "pg_stat_reset_shared", "pg_switch_wal", "pg_promote",
        "pg_create_physical_replication_slot", "pg_create_logical_replication_slot", "pg_drop_replication_slot");

    /// <summary>Whether a statement does so.</summary>
    /// <param name="words">The statement's words.</param>
    /// <param name="syntax">The engine family's syntax.</param>
    /// <param name="database">The test's own database, which it may alter and drop.</param>
    public static bool Contains(List<string> words, SqlSyntax syntax, string database)
    {
        var isMySql = syntax.HashComments;
        var first = words.FindIndex(w => w != "(");
        if (first < 0)
            return false;
        return words[first] switch
        {
            "create" or "alter" or "drop" or "comment" => NamesServerObject(words, first + 1, isMySql, database),
            "rename" => words.Contains("user"),
            "grant" or "revoke" => isMySql || !words.Contains("on"),
            "set" => isMySql && SetsForAll(words),
            "flush" => words.Exists(w => w is "privileges" or "hosts" or "logs" or "status" or "read" or "lock"),
            "reset" => isMySql,
            var command when isMySql && Commands.Contains(command) => true,
            _ => !isMySql && words.Exists(Functions.Contains),
        };
    }

    private static bool NamesServerObject(List<string> words, int at, bool isMySql, string database)
    {
        while (at < words.Count && Fillers.Contains(words[at]))
            at++;
        if (at >= words.Count)
            return false;
        if (words[at] == "schema" && isMySql || words[at] == "database")
            return !words.Contains(database) && !(words[at - 1] == "alter" && at + 1 < words.Count && words[at + 1] is "character" or "charset" or "collate" or "default" or "read");
        return Objects.Contains(words[at]) && !(at + 1 < words.Count && words[at + 1] == "mapping");
    }

    private static bool SetsForAll(List<string> words)
    {
        if (words.Count > 1 && (words[1] == "password" || words[1] == "default" && words.Contains("role")))
            return true;
        // `set global x`, `set @@global.x`; `@global` is a variable of the session's.
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i] is "global" or "persist" or "persist_only" && (words[i - 1] != "@" || i > 2 && words[i - 2] == "@"))
                return true;
        }

        return false;
    }
}
