namespace Matrix.Harness.Postgres.Schema;

/// <summary>An order in which tables can be emptied, and in reverse filled, while foreign keys are enforced.</summary>
/// <param name="keys">Referenced table, referencing table.</param>
internal sealed class KeyOrder(IEnumerable<(int Parent, int Child)> keys)
{
    private readonly ILookup<int, int> children = keys.Where(k => k.Parent != k.Child).ToLookup(k => k.Parent, k => k.Child);

    /// <summary>The tables, and all that refer to them however remotely, referring ones first.</summary>
    /// <returns><see langword="null"/> when tables refer to each other in a circle.</returns>
    public List<int>? ChildrenFirst(IEnumerable<int> tables)
    {
        var order = new List<int>();
        var entered = new HashSet<int>();
        return tables.All(table => Visit(table, entered, order)) ? order : null;
    }

    private bool Visit(int table, HashSet<int> entered, List<int> order)
    {
        if (order.Contains(table))
            return true;
        if (!entered.Add(table))
            return false;
        if (!children[table].All(child => Visit(child, entered, order)))
            return false;
        order.Add(table);
        return true;
    }
}
