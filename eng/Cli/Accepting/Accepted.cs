using Matrix.Harness.Ledger;

namespace Matrix.Cli.Accepting;

/// <summary>One cell's answers, written into the ledger.</summary>
/// <param name="Behaviour">The behaviour.</param>
/// <param name="Target">The target that answered.</param>
/// <param name="Key">The ledger's entry.</param>
/// <param name="File">The file that was written.</param>
internal sealed record Accepted(string Behaviour, string Target, string Key, string File)
{
    /// <summary>The entry as it stands now; <see langword="null"/> when nothing was left to expect.</summary>
    public LedgerEntry? Entry { get; init; }

    /// <summary>Whether a reason is still to be written.</summary>
    public bool LacksReason { get; init; }

    /// <summary>Whether the cell is red all the same.</summary>
    public bool StaysRed { get; init; }

    /// <summary>Whether the entry expects nothing any more and stays for the reason that a person wrote.</summary>
    public bool ExpectsNothing => Entry is { Observations.Count: 0, Fails.Count: 0 };
}
