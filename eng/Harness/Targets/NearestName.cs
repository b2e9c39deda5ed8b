namespace Matrix.Harness.Targets;

/// <summary>How far a mistyped name is from a known one.</summary>
public static class NearestName
{
    /// <summary>The number of characters to insert, delete or replace (Levenshtein), case ignored.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), replaced);
            }
        }

        return row[b.Length];
    }
}
