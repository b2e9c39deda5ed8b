using System.Collections.Concurrent;
using System.Reflection;
using Matrix.Harness.Results;
using Matrix.Harness.Runs;

namespace Matrix.Harness.Xunit;

/// <summary>Writes what came of tests, and knows which of xUnit's tests that was.</summary>
internal sealed class TestRecorder(BehaviourRun run, Assembly assembly)
{
    private readonly ConcurrentDictionary<string, bool> judged = new(StringComparer.Ordinal);

    /// <summary>Takes failures apart.</summary>
    public FailureReader Failures { get; } = new(assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "Matrix.Root")?.Value);

    /// <summary>Writes a test's line.</summary>
    /// <param name="testId">The test's unique id.</param>
    /// <param name="cell">The line.</param>
    public void Write(string testId, CellJudged cell)
    {
        judged[testId] = true;
        run.Results.Append(cell);
    }

    /// <summary>Writes what is wrong with the run rather than with a test.</summary>
    public void Write(ProblemFound problem) => run.Results.Append(problem);

    /// <summary>Whether a test's line was written.</summary>
    public bool Has(string testId) => judged.ContainsKey(testId);
}
