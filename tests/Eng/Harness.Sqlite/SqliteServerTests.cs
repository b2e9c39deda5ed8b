using Matrix.Harness.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

public sealed class SqliteServerTests(SqliteLibrary library) : IClassFixture<SqliteLibrary>
{
    [Fact]
    public async Task The_engine_says_what_it_is()
    {
        await using var database = await library.Server.CreateDatabaseAsync(TestContext.Current.CancellationToken);

        Assert.Equal("sqlite", library.Server.Engine.Name);
        Assert.Equal(database.Connection.Scalar("SELECT sqlite_version()"), library.Server.Engine.Version);
        Assert.Equal("in process, in memory", library.Server.Source);
    }

    [Theory]
    [InlineData("foreign_keys", "1")]
    [InlineData("journal_mode", "memory")]
    [InlineData("encoding", "UTF-8")]
    [InlineData("threadsafe", "1")]
    [InlineData("lock_timeout", "1 s")]
    public void Settings_are_read_back(string name, string value) => Assert.Equal(value, library.Server.Settings[name]);

    [Theory]
    [InlineData("synchronous")]
    [InlineData("busy_timeout")]
    [InlineData("page_size")]
    [InlineData("dqs")]
    [InlineData("max_variable_number")]
    public void Settings_hold_what_else_bears_on_answers(string name) => Assert.True(int.TryParse(library.Server.Settings[name], out _));

    [Fact]
    public async Task Nothing_is_made_after_a_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => library.Server.CreateDatabaseAsync(SqliteStorage.Memory, cancelled.Token));
    }
}
