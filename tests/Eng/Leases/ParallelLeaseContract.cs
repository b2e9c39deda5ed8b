using Matrix.Harness.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Leases;

/// <summary>Several tests at a time on one pool, each leaving what it can: rows, locks, variables.</summary>
public abstract class ParallelLeaseContract(ContractServer server)
{
    private const int Leases = 240, Workers = 3;

    /// <summary>What a test leaves on its session.</summary>
    protected abstract string LeaveOnSession { get; }

    /// <summary>What tells whether a session still holds that.</summary>
    protected abstract string QuestionOfSession { get; }

    [Fact]
    public async Task No_test_sees_another()
    {
        await using var pool = new LeasePool(server.Server);
        var expected = await QuestionAsync(pool);

        await Parallel.ForAsync(0, Leases, new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = TestContext.Current.CancellationToken }, async (i, token) =>
        {
            var isolation = i % 2 == 0 ? Isolation.Rollback : Isolation.OwnDatabase;
            var lease = await pool.LeaseAsync(isolation, $"Test {i}", token);
            Assert.Equal(LeaseContract.AsBuilt, await lease.ContentAsync());
            Assert.Equal(expected, await lease.ReadAsync(QuestionOfSession));
            await lease.ExecuteAsync(isolation == Isolation.Rollback ? LeaveOnSession : $"UPDATE tag SET note = 'by {i}'");
            await lease.ExecuteAsync("INSERT INTO author (name) VALUES ('Eco')");
            Assert.Equal(7, lease.Statements.Count);
            await pool.EndAsync(lease);
        });

        Assert.Equal((Leases / 2 + 1, Leases / 2), (pool.Statistics.RolledBack, pool.Statistics.OwnDatabase));
    }

    private async Task<string> QuestionAsync(LeasePool pool)
    {
        var lease = await pool.LeaseAsync(Isolation.Rollback, TestContext.Current.CancellationToken);
        var answer = await lease.ReadAsync(QuestionOfSession);
        await pool.EndAsync(lease);
        return answer;
    }
}
