using Matrix.Harness.Postgres;
using Matrix.Tests.Eng.Harness.Servers.Errors;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Postgres;

/// <summary>Each error is provoked on each version, so that a code that PostgreSQL or its driver changes is noticed here.</summary>
public sealed class PostgresErrorTests(ErrorServers servers) : IClassFixture<ErrorServers>
{
    private static readonly string[] Targets = ["postgres@18", "postgres@17", "postgres@15"];

    public static TheoryData<string, string> Provocations =>
        [.. from target in Targets from p in PostgresProvocations.All where p.Concerns(target) select (target, p.ToString())];

    [Theory]
    [MemberData(nameof(Provocations))]
    public Task An_error_is_told_for_what_it_is(string target, string provocation) =>
        servers.CheckAsync(target, PostgresProvocations.All.Single(p => p.ToString() == provocation));

    [Fact]
    public void No_code_is_mapped_that_was_not_provoked() =>
        Assert.Empty(PostgresErrors.ByState.Keys.Except(PostgresProvocations.All.Select(p => p.Code)));
}
