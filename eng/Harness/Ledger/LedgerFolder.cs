using System.Text;

namespace Matrix.Harness.Ledger;

/// <summary>Writes accepted entries into the ledger's files.</summary>
/// <param name="folder">The folder of the behaviours, in which each subject's ledger lies beside its code.</param>
/// <param name="schema">The JSON schema that the files name, each by the way from itself; or <see langword="null"/>.</param>
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
        var path = FileOf(behaviour);
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

    /// <summary>The file that holds a behaviour's entry, or is to hold it: beside the subject's code.</summary>
    public string FileOf(string behaviour)
    {
        var subject = behaviour[..behaviour.IndexOf('.', StringComparison.Ordinal)];
        return Find(subject + LedgerFile.Suffix)
            ?? Path.Combine(Path.GetDirectoryName(Find(subject + ".cs")) ?? folder, subject + LedgerFile.Suffix);
    }

    private string? Find(string name) => Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).FirstOrDefault();

    private void Write(string path, List<LedgerEntry> entries)
    {
        if (entries.Count == 0)
        {
            File.Delete(path);
            return;
        }

        var half = path + ".half-written";
        try
        {
            using (var file = File.Create(half))
            {
                file.Write(Encoding.UTF8.GetBytes(LedgerText.File(entries, SchemaFrom(path))));
                // On disk before it takes the old one's place, or a power cut could leave neither.
                file.Flush(flushToDisk: true);
            }

            File.Move(half, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException($"{path} cannot be written: {e.Message} It is as it was. Make it writable and run with --accept again.");
        }
    }

    private string? SchemaFrom(string path) =>
        schema is null ? null : Path.GetRelativePath(Path.GetDirectoryName(path)!, schema).Replace('\\', '/');
}
