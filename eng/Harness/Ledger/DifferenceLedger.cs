namespace Matrix.Harness.Ledger;

/// <summary>The differences that are expected: every <c>*.differences.json</c> of a folder.</summary>
public sealed class DifferenceLedger
{
    private readonly Dictionary<string, LedgerEntry> entries;

    private DifferenceLedger(IEnumerable<LedgerEntry> entries) => this.entries = entries.ToDictionary(e => e.Behaviour);

    /// <summary>A ledger without entries.</summary>
    public static DifferenceLedger Empty { get; } = new([]);

    /// <summary>Every entry.</summary>
    public IReadOnlyCollection<LedgerEntry> Entries => entries.Values;

    /// <summary>Reads a folder and the folders in it. One that does not exist is an empty ledger.</summary>
    /// <exception cref="LedgerException">A file is broken; the message names it, the line and the remedy.</exception>
    public static DifferenceLedger Read(string folder) => new(Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*" + LedgerFile.Suffix, SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(LedgerFile.Read)
        : []);

    /// <summary>What is expected of a cell by its whole name, a theory's arguments included.</summary>
    public LedgerEntry? Of(string cell) =>
        cell.IndexOf('(', StringComparison.Ordinal) is var bracket and >= 0 ? Find(cell[..bracket], cell[bracket..]) : Find(cell, null);

    /// <summary>What is expected of a behaviour: the entry with its arguments, else the one for all of its rows.</summary>
    /// <param name="behaviour">The test's name, <c>TextComparison.Equality_ignores_case</c>.</param>
    /// <param name="arguments">A theory's arguments as they are displayed, in brackets, or <see langword="null"/>.</param>
    public LedgerEntry? Find(string behaviour, string? arguments) =>
        entries.GetValueOrDefault(behaviour + arguments) ?? entries.GetValueOrDefault(behaviour);
}
