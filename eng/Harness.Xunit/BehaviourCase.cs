using Matrix.Harness.Runs;
using Xunit.Sdk;
using Xunit.v3;

namespace Matrix.Harness.Xunit;

/// <summary>xUnit's test case, run with a lease and a judge. It is the case it wraps in every other respect.</summary>
internal sealed class BehaviourCase(IXunitTestCase inner, BehaviourRun run, LeaseServices services, TestRecorder recorder) : ISelfExecutingXunitTestCase, IAsyncDisposable
{
    public async ValueTask<RunSummary> Run(
        ExplicitOption explicitOption, IMessageBus messageBus, object?[] constructorArguments, ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource, ParallelMode parallelMode, ExecutionScheduler scheduler, FixtureMappingManager methodFixtureMappings)
    {
        var tests = await aggregator.RunAsync(inner.CreateTests, []);
        if (aggregator.ToException() is { } exception)
            return XunitRunnerHelper.FailTestCases(messageBus, cancellationTokenSource, [inner], exception);

        await using var context = new BehaviourCaseContext(
            inner, tests, explicitOption, messageBus, aggregator, cancellationTokenSource, parallelMode, scheduler, constructorArguments, methodFixtureMappings, run, services, recorder);
        await context.InitializeAsync();
        return await BehaviourCaseRunner.Shared.RunAsync(context);
    }

    public ValueTask<IReadOnlyCollection<IXunitTest>> CreateTests() => inner.CreateTests();
    public void PreInvoke() => inner.PreInvoke();
    public void PostInvoke() => inner.PostInvoke();
    public ValueTask DisposeAsync() => inner is IAsyncDisposable disposable ? disposable.DisposeAsync() : default;

    public bool DisableParallelization => inner.DisableParallelization;
    public bool Explicit => inner.Explicit;
    public Type[]? SkipExceptions => inner.SkipExceptions;
    public string? SkipReason => inner.SkipReason;
    public Type? SkipType => inner.SkipType;
    public string? SkipUnless => inner.SkipUnless;
    public string? SkipWhen => inner.SkipWhen;
    public string? SourceFilePath => inner.SourceFilePath;
    public int? SourceLineNumber => inner.SourceLineNumber;
    public string TestCaseDisplayName => inner.TestCaseDisplayName;
    public IXunitTestClass TestClass => inner.TestClass;
    public IXunitTestCollection TestCollection => inner.TestCollection;
    public IXunitTestMethod TestMethod => inner.TestMethod;
    public string TestClassName => inner.TestClassName;
    public string? TestClassNamespace => ((ITestCaseMetadata)inner).TestClassNamespace;
    public string TestClassSimpleName => inner.TestClassSimpleName;
    public int? TestClassMetadataToken => ((ITestCaseMetadata)inner).TestClassMetadataToken;
    public string TestMethodName => inner.TestMethodName;
    public int TestMethodArity => inner.TestMethodArity;
    public int TestMethodMetadataToken => inner.TestMethodMetadataToken;
    public string[] TestMethodParameterTypesVSTest => inner.TestMethodParameterTypesVSTest;
    public string TestMethodReturnTypeVSTest => inner.TestMethodReturnTypeVSTest;
    public int Timeout => inner.Timeout;
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Traits => inner.Traits;
    public string UniqueID => inner.UniqueID;

    ICoreTestClass ICoreTestCase.TestClass => inner.TestClass;
    ICoreTestCollection ICoreTestCase.TestCollection => inner.TestCollection;
    ICoreTestMethod ICoreTestCase.TestMethod => inner.TestMethod;
    ITestClass? ITestCase.TestClass => inner.TestClass;
    ITestCollection ITestCase.TestCollection => inner.TestCollection;
    ITestMethod? ITestCase.TestMethod => inner.TestMethod;
    string? ITestCaseMetadata.SkipReason => ((ITestCaseMetadata)inner).SkipReason;
    int? ITestCaseMetadata.TestMethodArity => inner.TestMethodArity;
    int? ITestCaseMetadata.TestMethodMetadataToken => inner.TestMethodMetadataToken;
}
