using System.Text.RegularExpressions;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Given;

/// <summary>A given account that may do nothing yet.</summary>
public sealed partial class GivenAccountTests
{
    [Theory]
    [InlineData("postgres@18", "create role \"an account\" login password 'few'", "Username")]
    [InlineData("mysql@9.7", "create user 'an account' identified by 'few'", "User ID")]
    [InlineData("mariadb@11.8", "create user 'an account' identified by 'few'", "User ID")]
    public async Task The_message_holds_the_statement_after_which_it_works(string target, string account, string user)
    {
        await using var server = await SharedServer.StartAsync(target);
        await server.AskAsync(account);
        server.Address = server.With((user, "an account"), ("Password", "few"));

        var refused = await Assert.ThrowsAsync<ServerUnavailableException>(server.OpenAsync);

        Assert.Contains("may not create databases", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("few", refused.Message, StringComparison.Ordinal);
        await server.AskAsync(Statement().Match(refused.Message).Value);
        await using var run = await server.OpenAsync();
        await using var database = await run.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        Assert.Equal("5", await CountAsync(run, database, "insert into author (name) values ('Eco'), ('Saer')"));
        Assert.True(await database.RestoreAsync(TestContext.Current.CancellationToken));
        Assert.Equal("3", await CountAsync(run, database, "select 1"));
    }

    private static async Task<string> CountAsync(DatabaseServer run, LeasableDatabase database, string before)
    {
        await database.BeginOwnAsync(restartIdentity: true, TestContext.Current.CancellationToken);
        var lease = new DatabaseLease(database, run.Engine, Isolation.OwnDatabase, null);
        await lease.ExecuteAsync(before);
        return await lease.ReadAsync("select count(*) from author");
    }

    [GeneratedRegex("(ALTER ROLE|GRANT) [^;]*;")]
    private static partial Regex Statement();
}
