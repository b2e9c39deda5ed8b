using PublicApiGenerator;
using Xunit;

namespace Matrix.Tests.Eng.Api;

/// <summary>What others compile against, held against what a person has read: a change of it is a change of a file here.</summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    public static TheoryData<Type> Assemblies => new()
    {
        typeof(Matrix.Harness.Blueprint),
        typeof(Matrix.Harness.Xunit.BackendFixture),
        typeof(Matrix.Harness.Sqlite.SqliteEngine),
        typeof(Matrix.Harness.Postgres.PostgresEngine),
        typeof(Matrix.Harness.MySql.MySqlEngine),
        typeof(Matrix.Harness.Containers.ContainerSource),
    };

    [Theory, MemberData(nameof(Assemblies))]
    public void It_is_as_recorded(Type one) =>
        Snapshot.Matches(one.Assembly.GeneratePublicApi(Options) + "\n", "Api", one.Assembly.GetName().Name + ".txt");
}
