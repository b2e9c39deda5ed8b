namespace Matrix.Harness.Sqlite.Storage;

/// <summary>Databases as files in a private folder.</summary>
internal sealed class FileStore(SqliteServerOptions options) : DatabaseStore(options)
{
    private static readonly string[] Companions = ["", "-journal", "-wal", "-shm"];
    private readonly PrivateFolder folder = PrivateFolder.Create(options.Folder);

    public override string Description => $"files in {folder.Path}";

    // Nothing here has to survive a power cut.
    public override string Preparation => "PRAGMA synchronous=OFF";

    public override void Remove(DatabaseAddress address)
    {
        foreach (var companion in Companions)
            File.Delete(address.File + companion);
    }

    public override void Dispose()
    {
        folder.Dispose();
        base.Dispose();
    }

    protected override (string DataSource, string? File) Place(string name)
    {
        var file = Path.Combine(folder.Path, name + ".db");
        return (file, file);
    }
}
