using System.Data.Common;
using Matrix.Harness.Verdicts;

namespace Matrix.Tests.Glue;

/// <summary>Puts SQL to the engine and reports its answers.</summary>
/// <remarks>
/// Each question stands between savepoints where there is a transaction, so that a refusal
/// leaves it usable on the engines that would refuse everything after an error.
/// </remarks>
public sealed class SqlQuestions(SqlSession sql, Observations observe)
{
    private const string Savepoint = "question";

    /// <summary>Reports the value of an expression.</summary>
    public Task Expression(string expression) => Expression(expression, expression);

    /// <summary>Reports the value of an expression that is spelled differently on each engine.</summary>
    public Task Expression(string label, string expression, params object?[] values) =>
        Outcome(label, () => sql.Scalar($"SELECT {expression}", values));

    /// <summary>Reports whether a condition holds: true, false, or null where it is neither.</summary>
    public Task Condition(string condition) => Condition(condition, condition);

    /// <summary>Reports whether a condition holds that is spelled differently on each engine.</summary>
    public Task Condition(string label, string condition) => Outcome(label, async () =>
        await sql.Scalar($"SELECT CASE WHEN {condition} THEN 1 WHEN NOT ({condition}) THEN 0 END") switch
        {
            null => (bool?)null,
            var one => Convert.ToInt64(one, System.Globalization.CultureInfo.InvariantCulture) == 1,
        });

    /// <summary>Reports the rows of a query: as values where they have one column, else as lists.</summary>
    public Task Query(string label, string query, params object?[] values) => Outcome(label, async () =>
        (await sql.Rows(query, values)).Select(row => row is [var only] ? only : row).ToList());

    /// <summary>Reports how many rows a statement affected, as the driver counts them.</summary>
    public Task Statement(string label, string statement, params object?[] values) => Outcome(label, () => sql.Execute(statement, values));

    /// <summary>Reports whether a statement is accepted, where no rows are at stake.</summary>
    public Task Acceptance(string label, string statement, params object?[] values) => Outcome(label, async () =>
    {
        await sql.Run(statement, values);
        return "ok";
    });

    /// <summary>Reports what comes of an attempt, and undoes a failed one.</summary>
    public Task Outcome<T>(string label, Func<Task<T>> attempt) => observe.Outcome(label, () => Shielded(attempt));

    private async Task<T> Shielded<T>(Func<Task<T>> attempt)
    {
        if (sql.Transaction is not { } transaction)
            return await attempt();

        await transaction.SaveAsync(Savepoint);
        try
        {
            var answer = await attempt();
            await transaction.ReleaseAsync(Savepoint);
            return answer;
        }
        catch
        {
            await TryUndoAsync(transaction);
            throw;
        }
    }

    private static async Task TryUndoAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.RollbackAsync(Savepoint);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            // The refusal took the transaction or its connection along; the refusal is what was asked for.
        }
    }
}
