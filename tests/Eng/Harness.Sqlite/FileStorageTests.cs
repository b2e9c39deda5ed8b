using Matrix.Harness.Servers;
using Matrix.Harness.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

public sealed class FileStorageTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("matrix-files-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SqliteServerOptions InFiles => new() { Storage = SqliteStorage.File, Folder = folder.FullName, LockTimeout = TimeSpan.FromSeconds(1) };

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_database_is_a_file_for_as_long_as_it_is_leased()
    {
        await using var server = await SqliteServer.StartAsync(new LibraryBlueprint(), InFiles, Token);
        var database = await server.CreateDatabaseAsync(Token);
        var file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        database.Connection.Execute(Sql.AddAuthor);

        Assert.StartsWith(folder.FullName, file, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
        Assert.Equal(0L, database.Connection.Scalar("PRAGMA synchronous"));
        Assert.Contains(folder.FullName, server.Source, StringComparison.Ordinal);
        await database.RestoreAsync(Token);
        Assert.False(File.Exists(file));
        Assert.Equal(2L, database.Connection.Scalar(Sql.CountAuthors));
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_reader_is_not_shut_out_by_a_writer_that_has_begun()
    {
        await using var server = await SqliteServer.StartAsync(new LibraryBlueprint(), InFiles, Token);
        await using var database = await server.CreateDatabaseAsync(Token);
        await using var second = database.CreateConnection();
        second.Open();

        database.Connection.Execute($"BEGIN IMMEDIATE; {Sql.AddAuthor}");

        Assert.Equal(2L, second.Scalar(Sql.CountAuthors));
    }

    [Fact]
    public async Task A_blueprint_may_choose_the_write_ahead_log()
    {
        await using var server = await SqliteServer.StartAsync(new LibraryBlueprint("PRAGMA journal_mode=WAL;"), InFiles, Token);
        await using var database = await server.CreateDatabaseAsync(Token);
        database.Connection.Execute(Sql.AddAuthor);

        Assert.Equal("wal", server.Settings["journal_mode"]);
        Assert.Equal("wal", database.Connection.Scalar("PRAGMA journal_mode"));
        await database.RestoreAsync(Token);
        Assert.Equal("wal", database.Connection.Scalar("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_server_in_memory_makes_a_file_when_asked()
    {
        await using var server = await SqliteServer.StartAsync(new LibraryBlueprint(), new() { Folder = folder.FullName }, Token);
        await using (var database = await server.CreateDatabaseAsync(SqliteStorage.File, Token))
        {
            Assert.Equal("delete", database.Connection.Scalar("PRAGMA journal_mode"));
            Assert.Equal(2L, database.Connection.Scalar(Sql.CountAuthors));
        }

        await server.DisposeAsync();
        Assert.Empty(folder.GetFileSystemInfos());
    }

    [Fact]
    public async Task The_folder_is_private_and_goes_with_the_server()
    {
        await using (await SqliteServer.StartAsync(new LibraryBlueprint(), InFiles, Token))
        {
            var made = Assert.Single(folder.GetDirectories());
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, made.UnixFileMode);
        }

        Assert.Empty(folder.GetFileSystemInfos());
    }

    [Fact]
    public async Task What_a_killed_run_left_is_removed_and_what_another_uses_is_not()
    {
        var left = folder.CreateSubdirectory("matrix-sqlite-killed");
        await File.WriteAllTextAsync(Path.Combine(left.FullName, "in-use"), "", Token);
        await File.WriteAllTextAsync(Path.Combine(left.FullName, "matrix-1.db"), "rows", Token);
        folder.CreateSubdirectory("someone-else");
        await using var other = await SqliteServer.StartAsync(new LibraryBlueprint(), InFiles, Token);

        await using var server = await SqliteServer.StartAsync(new LibraryBlueprint(), InFiles, Token);

        left.Refresh();
        Assert.False(left.Exists);
        Assert.Equal(3, folder.GetDirectories().Length);
        await using var database = await other.CreateDatabaseAsync(Token);
        Assert.Equal(2L, database.Connection.Scalar(Sql.CountAuthors));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told()
    {
        var options = InFiles with { Folder = Path.Combine(folder.FullName, "nowhere") };

        var error = await Assert.ThrowsAsync<ServerUnavailableException>(() => SqliteServer.StartAsync(new LibraryBlueprint(), options, Token));

        Assert.Contains(options.Folder, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Point SqliteServerOptions.Folder to a folder that this user may write to.", error.Message, StringComparison.Ordinal);
    }
}
