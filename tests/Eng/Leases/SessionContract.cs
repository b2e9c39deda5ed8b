using System.Data.Common;
using Matrix.Harness.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Leases;

/// <summary>What a test leaves on its connection is gone before the next has it, whichever isolation either asks for.</summary>
public abstract class SessionContract(ContractServer server) : LeaseContract(server)
{
    /// <summary>Has one test leave something, and the next look for it.</summary>
    /// <param name="leave">What the test sends.</param>
    /// <param name="question">What answers otherwise once that was sent; a refusal is an answer.</param>
    protected async Task AssertForgottenAsync(string leave, string question)
    {
        foreach (var (isolation, next) in new[]
                 {
                     (Isolation.Rollback, Isolation.Rollback), (Isolation.OwnDatabase, Isolation.OwnDatabase),
                     (Isolation.Rollback, Isolation.OwnDatabase), (Isolation.OwnDatabase, Isolation.Rollback),
                 })
        {
            var before = await AnswerAsync(next, question);
            var left = await AnswerAsync(isolation, question, leave);
            var after = await AnswerAsync(next, question);

            Assert.NotEqual(before, left);
            Assert.Equal(before, after);
        }
    }

    private async Task<string> AnswerAsync(Isolation isolation, string question, string? first = null)
    {
        var lease = await BeginAsync(isolation);
        if (first is not null)
            await lease.ExecuteAsync(first);
        string answer;
        try
        {
            answer = await lease.ReadAsync(question);
        }
        catch (DbException)
        {
            answer = "refused";
        }

        Assert.Null(await EndAsync(lease));
        return answer;
    }
}
