using System.Data.Common;
using System.Globalization;
using Matrix.Harness.Development;
using Microsoft.Data.Sqlite;

namespace Matrix.Harness.Sqlite.Development;

/// <summary>A database file to develop against.</summary>
internal sealed class SqliteFile : DevelopmentDatabase
{
    private const int NotADatabase = 26;

    // Beside the file, of whatever journal mode.
    private static readonly string[] Companions = ["", "-wal", "-shm", "-journal"];

    private readonly string path;
    private readonly SqliteConnection connection;

    private SqliteFile(string path, SqliteConnection connection)
    {
        this.path = path;
        this.connection = connection;
        Engine = new("sqlite", connection.ServerVersion);
    }

    public override EngineIdentity Engine { get; }

    public override string Description => $"file {path}";

    public override DbConnection Connection => connection;

    public static SqliteFile Open(string address)
    {
        var path = PathIn(address);
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
            throw new MatrixException($"The folder {folder} of {path} is not there. Make it, or name a file elsewhere.");
        // Pooled connections would keep the file open beyond this one.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            return new(path, connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Unreadable(path, e);
        }
    }

    public override Task<IReadOnlyList<DatabaseObject>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var tables = SqliteSettings.Values(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name");
            var views = SqliteSettings.Values(connection, "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name");
            return Task.FromResult<IReadOnlyList<DatabaseObject>>([.. tables.Select(t => new DatabaseObject("table", t, RowsOf(t))), .. views.Select(v => new DatabaseObject("view", v))]);
        }
        catch (SqliteException e)
        {
            throw Unreadable(path, e);
        }
    }

    public override Task ClearAsync(CancellationToken cancellationToken)
    {
        connection.Close();
        foreach (var companion in Companions)
            File.Delete(path + companion);
        connection.Open();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => connection.DisposeAsync();

    private long RowsOf(string table) =>
        long.Parse(SqliteSettings.Values(connection, $"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").Single(), CultureInfo.InvariantCulture);

    private static string PathIn(string address)
    {
        var path = address.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase) ? PathOfUrl(address)
            : address.Contains('=', StringComparison.Ordinal) ? new SqliteConnectionStringBuilder(address).DataSource
            : address;
        return path is "" or ":memory:"
            ? throw new MatrixException("A database in memory would be gone at once. Name a file, such as dev.db.")
            : Path.GetFullPath(path);
    }

    // sqlite:dev.db and sqlite:///dev.db are here, sqlite:////data/dev.db is at the root, as SQLAlchemy has it.
    private static string PathOfUrl(string url)
    {
        var rest = url["sqlite:".Length..];
        return Uri.UnescapeDataString(rest.StartsWith("///", StringComparison.Ordinal) ? rest[3..] : rest);
    }

    private static MatrixException Unreadable(string path, SqliteException e) => new(
        e.SqliteErrorCode == NotADatabase
            ? $"{path} is no SQLite database, and nothing was done to it. Name another file, or move this one away."
            : $"{path} cannot be opened: {e.Message} Close what uses it, or name another file.", e);
}
