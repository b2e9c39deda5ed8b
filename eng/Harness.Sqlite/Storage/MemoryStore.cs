namespace Matrix.Harness.Sqlite.Storage;

/// <summary>Databases in memory, each for as long as a connection to it is open.</summary>
internal sealed class MemoryStore(SqliteServerOptions options) : DatabaseStore(options)
{
    public override string Description => "in memory";

    // Not Cache=Shared: connections there share one cache, and with it table locks that no file has.
    // https://www.sqlite.org/src/file/src/memdb.c: a name that begins with a slash is shared within the process.
    protected override (string DataSource, string? File) Place(string name) => ($"file:/{name}?vfs=memdb", null);
}
