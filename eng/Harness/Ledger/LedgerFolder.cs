namespace Matrix.Harness.Ledger;

/// <summary>Writes accepted entries into the ledger's files.</summary>
/// <param name="folder">The folder of the behaviours, in which each subject's ledger lies beside its code.</param>
/// <param name="schema">The path of the JSON schema that new files name, relative to them; or <see langword="null"/>.</param>
public sealed class LedgerFolder(string folder, string? schema)
{
    /// <summary>Replaces one entry, or removes it. All others, and their order, stay as they are.</summary>
    /// <param name="behaviour">The behaviour as the ledger names it.</param>
    /// <param name="change">Gives the entry as it is to be, from the one that is there; <see langword="null"/> is none.</param>
    /// <returns>The file that was written.</returns>
    /// <remarks>The new file takes the old one's place in one step: a reader sees one or the other, never half.</remarks>
    /// <exception cref="LedgerException">The file that is there is broken; it is left as it is.</exception>
    public string Change(string behaviour, Func<LedgerEntry?, LedgerEntry?> change)
    {
        var subject = behaviour[..behaviour.IndexOf('.', StringComparison.Ordinal)];
        var path = Path(subject);
        var entries = File.Exists(path) ? LedgerFile.Read(path).ToList() : [];
        var at = entries.FindIndex(e => e.Behaviour == behaviour);
        var entry = change(at < 0 ? null : entries[at]);
        if (at >= 0)
            entries.RemoveAt(at);
        if (entry is not null)
            entries.Insert(at < 0 ? entries.Count : at, entry);
        Write(path, entries);
        return path;
    }

    private string Path(string subject) =>
        Directory.EnumerateFiles(folder, subject + LedgerFile.Suffix, SearchOption.AllDirectories).FirstOrDefault()
        ?? System.IO.Path.Combine(
            Directory.EnumerateFiles(folder, subject + ".cs", SearchOption.AllDirectories).Select(System.IO.Path.GetDirectoryName).FirstOrDefault() ?? folder,
            subject + LedgerFile.Suffix);

    private void Write(string path, List<LedgerEntry> entries)
    {
        if (entries.Count == 0)
        {
            File.Delete(path);
            return;
        }

        var half = path + ".half-written";
        File.WriteAllText(half, LedgerText.File(entries, schema));
        File.Move(half, path, overwrite: true);
    }
}
