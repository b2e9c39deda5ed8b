using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using Xunit.Sdk;
using Xunit.v3;

namespace Matrix.Harness.Xunit;

/// <summary>Writes what xUnit says of tests that never came to be judged: theory data or a class fixture that throws, and what fails after them.</summary>
internal sealed class UnjudgedTests(IMessageSink inner, TestRecorder recorder, IEnumerable<IXunitTestCase> testCases) : IMessageSink
{
    private readonly Dictionary<string, IXunitTestCase> cases = testCases.DistinctBy(c => c.UniqueID).ToDictionary(c => c.UniqueID, StringComparer.Ordinal);

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestFailed failed when Unjudged(failed) is { } test:
                recorder.Write(failed.TestUniqueID, Cell(test, Verdict.Fail, Read(failed)));
                break;
            case ITestSkipped skipped when Unjudged(skipped) is { } test:
                recorder.Write(skipped.TestUniqueID, Cell(test, Verdict.Skipped, null) with { Error = skipped.Reason });
                break;
            case IErrorMessage error:
                Write(error, "the run");
                break;
            case ITestClassCleanupFailure error:
                Write(error, "after a class");
                break;
            case ITestCollectionCleanupFailure error:
                Write(error, "after a collection");
                break;
            case ITestAssemblyCleanupFailure error:
                Write(error, "after the last test");
                break;
            case ITestMethodCleanupFailure or ITestCaseCleanupFailure or ITestCleanupFailure:
                Write((IErrorMetadata)message, "after a test");
                break;
        }

        return inner.OnMessage(message);
    }

    private IXunitTestCase? Unjudged(ITestMessage message) => recorder.Has(message.TestUniqueID) ? null : cases.GetValueOrDefault(message.TestCaseUniqueID);

    private CellJudged Cell(IXunitTestCase test, Verdict verdict, IReadOnlyList<ThrownError>? exceptions) =>
        new(BehaviourNames.Of(test), test.TestMethod.TestClass.Class.Name, verdict, 0)
        {
            Shared = BehaviourNames.IsShared(test.TestMethod.TestClass.Class),
            Class = test.TestMethod.TestClass.Class.FullName,
            Source = recorder.Failures.PlaceOf(test.SourceFilePath, test.SourceLineNumber),
            Error = exceptions is null ? null : FailureReader.Spell(exceptions),
            Exceptions = exceptions,
        };

    private void Write(IErrorMetadata error, string when)
    {
        var exceptions = Read(error);
        var stack = exceptions.SelectMany(e => e.Stack.Take(1)).Select(f => $"\n  at {f}").FirstOrDefault();
        recorder.Write(new ProblemFound(Verdict.Fail, when, $"Something failed {(when == "the run" ? "outside of any test" : when)}: {FailureReader.Spell(exceptions)}{stack}"));
    }

    private IReadOnlyList<ThrownError> Read(IErrorMetadata error) =>
        recorder.Failures.Read(error.ExceptionTypes, error.Messages, error.StackTraces, error.ExceptionParentIndices);
}
