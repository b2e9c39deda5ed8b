using Matrix.Harness;
using Matrix.Harness.Servers;
using Matrix.Harness.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Development;

public sealed class SqliteSeedingTests : SeedingContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private protected override DatabaseEngine Engine { get; } = new SqliteEngine();

    private protected override IReadOnlyList<string> Somebodys { get; } =
        ["CREATE TABLE precious (id integer)", "INSERT INTO precious VALUES (1), (2)", "CREATE VIEW glance AS SELECT id FROM precious", "CREATE INDEX quick ON precious (id)"];

    private protected override Task<string> NewAddressAsync() => Task.FromResult(folder.PathOf($"{Guid.NewGuid():N}.db"));

    [Theory]
    [InlineData("{0}")]
    [InlineData("Data Source={0}")]
    [InlineData("sqlite:{0}")]
    [InlineData("sqlite:///{0}")]
    public async Task A_file_may_be_named_in_several_ways(string form)
    {
        var file = folder.PathOf("dev.db");

        await using var database = await OpenAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, file));

        Assert.Equal($"file {file}", database.Description);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_alone_even_by_force()
    {
        var file = folder.Write("letter.txt", "Dear all, this is no database. It is long enough to be looked at as one.");

        var error = await Assert.ThrowsAsync<MatrixException>(() => SeedAsync(file, null!, force: true));

        Assert.Contains("is no SQLite database, and nothing was done to it", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Dear all", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(":memory:", "gone at once")]
    [InlineData("/nowhere/at/all/dev.db", "is not there")]
    public async Task What_cannot_be_a_file_is_told(string address, string message) =>
        Assert.Contains(message, (await Assert.ThrowsAsync<MatrixException>(() => OpenAsync(address))).Message, StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();
}
