using System.Security.Cryptography;
using Matrix.Tests.Eng.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Packages;

/// <summary><c>dotnet new matrix</c> in a repository that has a solution, around a context that has nothing to do with the shop: schemas, owned types,
/// many-to-many, JSON, a composite key, a view, an enum as text, and 60 tables.</summary>
public sealed class ExistingSolutionTests(PackagedMatrix packaged)
{
    private static readonly string[] Images = ["postgres:18", "mysql:9.7", "mariadb:11.8"];

    [Fact]
    public async Task It_runs_on_every_engine()
    {
        foreach (var image in Images)
            (await Machine.ImageAsync(image)).Dispose();
        using var folder = await ClinicAsync();

        // On SQLite nobody connects anew.
        foreach (var backend in (string[])["Postgres", "MySql"])
        {
            folder.Copy("Clinic/Mistakes.txt", $"tests/{backend}/Mistakes.cs");
            folder.Replace($"tests/{backend}/Mistakes.cs", "namespace Clinic.Tests;", $"namespace Clinic.Tests.{backend};");
        }

        (await folder.RunAsync("--backend", "all")).Ended(0, "Green   7 tests on 4 targets", "engines disagree in 1, all as the ledger says");
    }

    [Fact]
    public async Task It_adds_projects_to_the_solution_and_touches_nothing_else()
    {
        using var folder = await packaged.NewFolderAsync();
        await WriteClinicAsync(folder);
        folder.Write("tests/Clinic.UnitTests/Clinic.UnitTests.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        var before = HashesIn(folder.Root);

        await NewAsync(folder);

        var after = HashesIn(folder.Root);
        Assert.Equal(["Clinic.slnx"], before.Where(b => after[b.Key] != b.Value).Select(b => b.Key));
        (await folder.DotnetAsync("sln", "list")).Ended(0, "Clinic.Tests.Sqlite", "Clinic.Tests.Postgres", "Clinic.Tests.MySql");
        // What stands beside the new projects is built as before.
        (await folder.DotnetAsync("build", "tests/Clinic.UnitTests")).Ended(0);
        Assert.True(File.Exists(folder.PathOf("tests", "Clinic.UnitTests", "bin", "Debug", "net10.0", "Clinic.UnitTests.dll")));
        Assert.False(Directory.Exists(folder.PathOf("artifacts")));
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten()
    {
        using var folder = await packaged.NewFolderAsync();
        folder.Write("eng/run.sh", "mine");

        var made = await folder.DotnetAsync("new", "matrix", "--name", "Clinic");

        Assert.NotEqual(0, made.ExitCode);
        Assert.Equal("mine", File.ReadAllText(folder.PathOf("eng", "run.sh")));
        Assert.False(File.Exists(folder.PathOf("eng", "targets.json")));
    }

    [Fact]
    public async Task A_context_project_that_is_not_there_is_told()
    {
        using var folder = await packaged.NewFolderAsync();
        (await folder.DotnetAsync("new", "matrix", "--name", "Clinic", "--context", "Clinic.Data.ClinicContext", "--context-project", "../src/Clinc.Data")).Ended(0);

        (await folder.RunAsync("--backend", "sqlite")).Ended(2, "MATRIX0006", "'../src/Clinc.Data'", "Matrix.Build.props");
    }

    [Fact]
    public async Task A_context_that_does_not_build_is_told_with_its_file()
    {
        using var folder = await ClinicAsync();
        folder.Replace("src/Clinic.Data/ClinicContext.cs", "public class Doctor", "public klass Doctor");

        (await folder.RunAsync("--backend", "sqlite")).Ended(2, "src/Clinic.Data/ClinicContext.cs", "error CS");
    }

    private async Task<UserFolder> ClinicAsync()
    {
        var folder = await packaged.NewFolderAsync();
        await WriteClinicAsync(folder);
        await NewAsync(folder);
        folder.Copy("Clinic/Appointments.txt", "tests/Shared/Behaviours/Appointments.cs");
        folder.Replace("tests/Shared/ReferenceData.cs", "return context.SaveChangesAsync(cancellationToken);", "return context.AddViewsAsync(cancellationToken);");
        // A schema is a part of a table's name there.
        folder.Replace("tests/MySql/MySqlFixture.cs", "new MySqlServerVersion(Target.Version)))",
            "new MySqlServerVersion(Target.Version), mysql => mysql.SchemaBehavior(Pomelo.EntityFrameworkCore.MySql.Infrastructure.MySqlSchemaBehavior.Translate, (schema, table) => $\"{schema}_{table}\")))");
        return folder;
    }

    private static async Task WriteClinicAsync(UserFolder folder)
    {
        folder.Copy("Clinic/Clinic.Data.csproj.txt", "src/Clinic.Data/Clinic.Data.csproj");
        folder.Copy("Clinic/ClinicContext.txt", "src/Clinic.Data/ClinicContext.cs");
        (await folder.DotnetAsync("new", "sln", "--name", "Clinic")).Ended(0);
        (await folder.DotnetAsync("sln", "add", "src/Clinic.Data")).Ended(0);
    }

    private static async Task NewAsync(UserFolder folder) => (await folder.DotnetAsync(
        "new", "matrix", "--name", "Clinic", "--context", "Clinic.Data.ClinicContext", "--context-project", "../src/Clinic.Data")).Ended(0);

    private static Dictionary<string, string> HashesIn(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))));
}
