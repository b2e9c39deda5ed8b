using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Leases;

/// <summary>Blueprints and statements by which more is written than the statement's text says, or less is told by it than it seems.</summary>
public abstract class HiddenWriteContract(HiddenWriteServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Asserts that a database whose test sent a statement comes back to what the blueprint built, so that the same test then does the same.</summary>
    /// <param name="blueprint">What builds it.</param>
    /// <param name="sql">What the test sends.</param>
    /// <param name="question">What tells that it wrote.</param>
    protected async Task AssertRestoredAsync(string blueprint, string sql, string question)
    {
        await using var databases = await server.OpenAsync(new Script(blueprint));
        await using var database = await databases.CreateDatabaseAsync(Cancellation);
        var asBuilt = await OwnAsync(databases, database, lease => lease.ReadAsync(question));
        var written = await WriteAsync();
        Assert.NotEqual(asBuilt, written);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(asBuilt, await OwnAsync(databases, database, lease => lease.ReadAsync(question)));
            Assert.Equal(written, await WriteAsync());
        }

        Task<string> WriteAsync() => OwnAsync(databases, database, async lease =>
        {
            await lease.ExecuteAsync(sql);
            return await lease.ReadAsync(question);
        });
    }

    /// <summary>Asserts that nothing of what a test sent reaches the tests after it, whether its database is restored or replaced.</summary>
    /// <param name="blueprint">What builds the database.</param>
    /// <param name="isolation">How the test is isolated.</param>
    /// <param name="sql">What the test sends. A refusal is part of the test.</param>
    /// <param name="question">What tells that something is left; a refusal is an answer.</param>
    /// <param name="leak">What the test is told, or a part of it; <see langword="null"/> where it did nothing wrong.</param>
    protected Task AssertNothingLeftAsync(string blueprint, Isolation isolation, string sql, string question, string? leak = null) =>
        AssertNothingLeftAsync(blueprint, isolation, lease => lease.ExecuteAsync(sql), question, leak);

    /// <inheritdoc cref="AssertNothingLeftAsync(string, Isolation, string, string, string)"/>
    protected async Task AssertNothingLeftAsync(string blueprint, Isolation isolation, Func<DatabaseLease, Task> test, string question, string? leak = null)
    {
        await using var databases = await server.OpenAsync(new Script(blueprint));
        await using var pool = new LeasePool(databases);
        var before = await AskAsync(isolation);
        var lease = await pool.LeaseAsync(isolation, "The test", Cancellation);
        await test(lease);
        Assert.NotEqual(before, await AnswerAsync(lease));
        var told = await Record.ExceptionAsync(async () => await pool.EndAsync(lease));
        Assert.Contains(leak ?? "", told?.Message ?? "", StringComparison.Ordinal);
        Assert.Equal(leak is null, told is null);

        foreach (var next in new[] { isolation, Isolation.OwnDatabase, Isolation.Rollback, Isolation.OwnDatabase })
            Assert.Equal(before, await AskAsync(next));

        async Task<string> AskAsync(Isolation how)
        {
            var asking = await pool.LeaseAsync(how, Cancellation);
            var answer = await AnswerAsync(asking);
            await pool.EndAsync(asking);
            return answer;
        }

        async Task<string> AnswerAsync(DatabaseLease asked)
        {
            try
            {
                return await asked.ReadAsync(question);
            }
            catch (DbException e)
            {
                return $"refused {e.SqlState}";
            }
        }
    }

    /// <summary>Leases a database of a blueprint for a test, and restores it.</summary>
    /// <returns>What another connection is told then.</returns>
    protected async Task<string> AskAfterwardsAsync(string blueprint, Func<DatabaseLease, Task> test, DbConnection other, string question, bool restartIdentity = true)
    {
        await using var databases = await server.OpenAsync(new Script(blueprint));
        await using var database = await databases.CreateDatabaseAsync(Cancellation);
        await OwnAsync(databases, database, async lease =>
        {
            await test(lease);
            return "";
        }, restartIdentity);
        await using (other)
        {
            other.ConnectionString = database.ConnectionString;
            await other.OpenAsync(Cancellation);
            await using var command = other.CreateCommand();
            command.CommandText = question;
            return $"{await command.ExecuteScalarAsync(Cancellation)}";
        }
    }

    /// <summary>Whether a database of a blueprint comes back to what it was when a test has sent a statement. What cannot be restored is told by an error, too.</summary>
    protected async Task<bool> IsRestoredAsync(string blueprint, string sql)
    {
        await using var databases = await server.OpenAsync(new Script(blueprint));
        await using var database = await databases.CreateDatabaseAsync(Cancellation);
        database.BeginLease("The contract");
        await database.BeginOwnAsync(restartIdentity: true, Cancellation);
        await new DatabaseLease(database, databases.Engine, Isolation.OwnDatabase, null).ExecuteAsync(sql);
        try
        {
            await database.EndOwnAsync();
            return await database.RestoreAsync(Cancellation);
        }
        catch (DbException)
        {
            return false;
        }
    }

    private static async Task<string> OwnAsync(DatabaseServer server, LeasableDatabase database, Func<DatabaseLease, Task<string>> test, bool restartIdentity = true)
    {
        database.BeginLease("The contract");
        await database.BeginOwnAsync(restartIdentity, Cancellation);
        var answer = await test(new DatabaseLease(database, server.Engine, Isolation.OwnDatabase, null));
        Assert.Null(await database.EndOwnAsync());
        Assert.True(await database.RestoreAsync(Cancellation), "The database was to be restored, and not to be thrown away.");
        return answer;
    }

    private sealed class Script(string sql) : Blueprint
    {
        public override string Fingerprint => sql;

        public override Task BuildAsync(DbConnection connection, CancellationToken cancellationToken) => connection.ExecuteAsync(sql);
    }
}

/// <summary>One server, on which each test builds what it wants.</summary>
public abstract class HiddenWriteServer : TestServer<RunningServer>
{
    /// <summary>Builds a blueprint.</summary>
    public Task<DatabaseServer> OpenAsync(Blueprint blueprint) => OpenAsync(new BorrowedServer(Started), blueprint);

    protected abstract Task<DatabaseServer> OpenAsync(RunningServer server, Blueprint blueprint);
}
