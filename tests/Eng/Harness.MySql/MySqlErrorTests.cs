using System.Globalization;
using Matrix.Harness.MySql;
using Matrix.Tests.Eng.Harness.Servers.Errors;
using Xunit;

namespace Matrix.Tests.Eng.Harness.MySql;

/// <summary>Each error is provoked on each engine and version, so that a number that an engine or the driver changes is noticed here.</summary>
public sealed class MySqlErrorTests(ErrorServers servers) : IClassFixture<ErrorServers>
{
    private static readonly string[] Targets = ["mysql@9.7", "mariadb@11.8", "mariadb@10.11"];

    public static TheoryData<string, string> Provocations =>
        [.. from target in Targets from p in MySqlProvocations.All where p.Concerns(target) select (target, p.ToString())];

    [Theory]
    [MemberData(nameof(Provocations))]
    public Task An_error_is_told_for_what_it_is(string target, string provocation) =>
        servers.CheckAsync(target, MySqlProvocations.All.Single(p => p.ToString() == provocation && p.Concerns(target)));

    [Fact]
    public void No_number_is_mapped_that_was_not_provoked() =>
        Assert.Empty(MySqlErrors.ByNumber.Keys.Select(n => n.ToString(CultureInfo.InvariantCulture)).Except(MySqlProvocations.All.Select(p => p.Code)));
}
