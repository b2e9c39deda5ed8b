using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Build;

public sealed class BackendChecksTests : IDisposable
{
    private readonly ThrowawayFolder folder = new();

    [Fact]
    public async Task A_backend_without_its_fixture_is_told_which_file_to_add()
    {
        folder.WriteBackend("Sqlite");
        folder.Write("Shared/Behaviours/Arithmetic.cs", ThrowawaySource.PassingBehaviour);
        File.Delete(folder.PathOf("Sqlite", "SqliteFixture.cs"));

        var build = await BuildAsync("Sqlite");

        build.Ended(1, "error MATRIX0001: The backend sqlite has no fixture. Add", folder.PathOf("Sqlite", "SqliteFixture.cs"));
    }

    [Fact]
    public async Task A_backend_that_no_target_names_is_told_which_there_are()
    {
        folder.WriteBackend("Oracle");
        folder.Write("Shared/Behaviours/Arithmetic.cs", ThrowawaySource.PassingBehaviour);

        var build = await BuildAsync("Oracle");

        build.Ended(1, "error MATRIX0002: Oracle.csproj says <MatrixBackend>Oracle</MatrixBackend>", "there are sqlite, postgres, mysql.");
    }

    [Fact]
    public async Task A_backend_that_compiles_no_behaviour_is_told_where_they_go()
    {
        folder.WriteBackend("Sqlite");
        folder.Write("Shared/Model/Note.cs", "namespace Throwaway; public sealed record Note(string Text);");

        var build = await BuildAsync("Sqlite");

        build.Ended(1, "error MATRIX0003: The backend sqlite compiles no behaviour", folder.PathOf("Shared", "Behaviours"));
    }

    [Fact]
    public async Task A_filter_by_a_backend_there_is_not_is_told_which_there_are()
    {
        folder.WriteBackend("Sqlite");

        var build = await BuildAsync("Sqlite", "-p:Backend=sqlite+postgers");

        build.Ended(1, "error MATRIX0004: There is no backend 'postgers'; there are sqlite, postgres, mysql.");
    }

    public void Dispose() => folder.Dispose();

    // The checks come before anything that needs a restore.
    private Task<FinishedProcess> BuildAsync(string project, params string[] arguments) =>
        folder.DotnetAsync(["build", project, "--no-restore", .. arguments]);
}
