using System.Text.RegularExpressions;
using Matrix.Harness.MySql.Schema;

namespace Matrix.Harness.MySql.Leases;

/// <summary>The tables that the statements of one lease mention, gathered while they are sent. Safe for use by several threads.</summary>
/// <param name="mentions">Finds them in a text.</param>
/// <param name="hearsAll">Whether every statement is heard.</param>
internal sealed partial class MentionedTables(TableMentions mentions, bool hearsAll)
{
    private readonly Lock guard = new();
    private readonly HashSet<int> tables = [];
    private readonly List<string> distributed = [];
    private bool doubtful;

    /// <summary>Whether these are all tables that the lease can have written to, and no definition can have changed.</summary>
    public bool IsCertain => !doubtful && hearsAll && mentions.IsReliable;

    /// <summary>Whether it may have written anything.</summary>
    public bool Wrote => doubtful || !hearsAll || tables.Count > 0;

    /// <summary>The statements by which a transaction may have been prepared for a second phase, which outlives its connection.</summary>
    public IReadOnlyList<string> Distributed
    {
        get
        {
            lock (guard)
                return [.. distributed];
        }
    }

    /// <summary>The tables, by place.</summary>
    public IReadOnlyList<int> Tables
    {
        get
        {
            lock (guard)
                return [.. tables.Order()];
        }
    }

    /// <summary>Adds what a statement mentions.</summary>
    public void Add(string sql)
    {
        var found = mentions.In(sql);
        lock (guard)
        {
            tables.UnionWith(found.Tables);
            doubtful |= found.IsDoubtful;
            if (found.IsDoubtful && DistributedWord().IsMatch(sql))
                distributed.Add(sql);
        }
    }

    /// <summary>Forgets everything: another lease begins.</summary>
    public void Clear()
    {
        lock (guard)
        {
            tables.Clear();
            distributed.Clear();
            doubtful = false;
        }
    }

    [GeneratedRegex(@"\bxa\b", RegexOptions.IgnoreCase)]
    private static partial Regex DistributedWord();
}
