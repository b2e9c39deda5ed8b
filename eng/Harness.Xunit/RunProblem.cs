using System.Reflection;
using Matrix.Harness.Results;
using Xunit.v3;

namespace Matrix.Harness.Xunit;

/// <summary>A problem of the run rather than of a test, shown as a failed test: the one thing that every runner and explorer shows, and counts.</summary>
internal static class RunProblem
{
    public static IEnumerable<IXunitTestCase> AsTestCases(IXunitTestAssembly assembly, IReadOnlyList<ProblemFound> problems)
    {
        var collection = new XunitTestCollection(assembly, null, disableParallelization: false, "Matrix");
        var method = new XunitTestMethod(new XunitTestClass(typeof(RunProblem), collection), typeof(RunProblem).GetMethod(nameof(Problem), BindingFlags.Static | BindingFlags.NonPublic)!, []);
        return problems.Select(p => new ExecutionErrorTestCase(method, $"Matrix: {p.Name}", $"matrix:{p.Name}", null, null, p.Message));
    }

    // Stands for the problem wherever xUnit wants a method.
    private static void Problem() { }
}
