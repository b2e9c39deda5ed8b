using Xunit;

namespace Matrix.Tests.Eng.Packages;

/// <summary>A suite on SQLite whose context is one of several, each with its own way to go right or wrong: built once, and run by each test.</summary>
public sealed class ContextSuite(PackagedMatrix packaged) : IAsyncLifetime
{
    private UserFolder? folder;

    public async ValueTask InitializeAsync()
    {
        folder = await packaged.NewFolderAsync();
        (await folder.DotnetAsync("new", "matrix", "--name", "Acme", "--context", "Acme.Contexts.Plain", "--backends", "sqlite")).Ended(0);
        foreach (var file in (string[])["TheModel.cs", "TextComparison.cs", "TextComparison.differences.json"])
            File.Delete(folder.PathOf("tests", "Shared", "Behaviours", file));
        File.Delete(folder.PathOf("tests", "Sqlite", "SqliteFixture.cs"));
        folder.Copy("Contexts/Contexts.txt", "tests/Shared/Contexts.cs");
        folder.Copy("Contexts/TheNotes.txt", "tests/Shared/Behaviours/TheNotes.cs");
        folder.Copy("Contexts/SqliteFixture.txt", "tests/Sqlite/SqliteFixture.cs");
        folder.Copy("Contexts/Data/Acme.Data.csproj.txt", "src/Acme.Data/Acme.Data.csproj");
        folder.Copy("Contexts/Data/Memos.txt", "src/Acme.Data/Memos.cs");
        folder.Copy("Contexts/Data/Acme.Data.Sqlite.csproj.txt", "src/Acme.Data.Sqlite/Acme.Data.Sqlite.csproj");
        folder.Copy("Contexts/Data/SqliteMigration.txt", "src/Acme.Data.Sqlite/Start.cs");
        folder.Replace("tests/Sqlite/Acme.Tests.Sqlite.csproj", "<ItemGroup>", "<ItemGroup>\n    <ProjectReference Include=\"../../src/Acme.Data.Sqlite/Acme.Data.Sqlite.csproj\" />");
        (await folder.DotnetAsync("build", "tests/Sqlite")).Ended(0);
    }

    /// <summary>Runs the one test on a context. What it read of the notes is in its output.</summary>
    internal Task<Throwaway.FinishedProcess> RunAsync(string context) => Throwaway.FinishedProcess.OfAsync(
        folder!.PathOf("artifacts", "bin", "Acme.Tests.Sqlite", "debug", OperatingSystem.IsWindows() ? "Acme.Tests.Sqlite.exe" : "Acme.Tests.Sqlite"), folder.Root,
        ["--output", "Detailed", "--show-stdout", "All", "--no-ansi", "--progress", "off"], KeyValuePair.Create("CONTEXT", context));

    /// <summary>Seeds a file with a context.</summary>
    internal Task<Throwaway.FinishedProcess> SeedAsync(string context, string file) =>
        folder!.RunAsync([KeyValuePair.Create("CONTEXT", context)], "seed", "--backend", "sqlite", "--file", file);

    internal string PathOf(string name) => folder!.PathOf(name);

    public ValueTask DisposeAsync()
    {
        folder?.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class EfModelTests(ContextSuite suite) : IClassFixture<ContextSuite>
{
    [Theory]
    [InlineData("plain", "notes: of the model")]
    [InlineData("unnamed", "notes: ")]
    [InlineData("clock", "notes: ")]
    [InlineData("made", "notes: ")]
    [InlineData("migrated", "notes: of the migration")]
    [InlineData("migrated from an assembly apart", "notes: of SQLite's own migrations")]
    [InlineData("from its model", "notes: ")]
    [InlineData("seeded", "notes: of the model, of the seed")]
    [InlineData("seeded by its options", "notes: of the model, of the options")]
    [InlineData("seeded at once", "notes: of the model, of the options")]
    public async Task A_database_holds_what_the_context_says(string context, string read) => (await suite.RunAsync(context)).Ended(0, read + "\n");

    [Theory]
    [InlineData("no constructor", "Acme.Contexts.NoConstructor cannot be made: it has no public constructor", "new EfModel<NoConstructor>(configure, options => new NoConstructor(options, ...))")]
    [InlineData("refused", "The model of Acme.Contexts.Refused cannot be had with Sqlite", "'Note.Anything'", "Map what it names otherwise")]
    [InlineData("without migrations", "Acme.Contexts.Plain has no migrations in Acme.Tests.Sqlite", "MigrationsAssembly")]
    [InlineData("pending", "The model of Acme.Contexts.Pending has changed since the last migration", "dotnet ef migrations add")]
    [InlineData("of another", "were made for SqlServer, and this is Sqlite", "Schema = SchemaSource.Model")]
    [InlineData("broken", "The migration 20260102000000_Second cannot be applied with Sqlite", "NONSENSE")]
    [InlineData("badly seeded", "The seed of Acme.Contexts.Plain fails on Sqlite", "no such table: nowhere")]
    public async Task What_is_wrong_with_a_context_is_told(string context, params string[] messages) => (await suite.RunAsync(context)).Ended(2, messages);

    [Fact]
    public async Task A_file_is_seeded_with_the_same_as_the_tests_have()
    {
        (await suite.SeedAsync("seeded", "dev.db")).Ended(0, "is seeded: 1 table, 2 rows.");
        (await suite.SeedAsync("seeded", "dev.db")).Ended(2, "is not empty, and nothing was done to it", "--force");
        File.Delete(suite.PathOf("dev.db"));
        (await suite.SeedAsync("plain", "dev.db")).Ended(0, "is seeded: 1 table, 1 row.");
    }

    [Fact]
    public async Task A_seed_that_fails_is_told_and_leaves_nothing()
    {
        (await suite.SeedAsync("badly seeded", "bad.db")).Ended(2, "The seed of Acme.Contexts.Plain fails");
        (await suite.SeedAsync("plain", "bad.db")).Ended(0, "is seeded: 1 table, 1 row.");
    }
}
