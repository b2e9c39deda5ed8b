using Matrix.Harness.Runs;
using Xunit.Sdk;
using Xunit.v3;

namespace Matrix.Harness.Xunit;

internal sealed class BehaviourCaseRunner : XunitTestCaseRunner
{
    public static BehaviourCaseRunner Shared { get; } = new();

    public ValueTask<RunSummary> RunAsync(BehaviourCaseContext context) => Run(context);
}

internal sealed class BehaviourCaseContext(
    IXunitTestCase testCase, IReadOnlyCollection<IXunitTest> tests, ExplicitOption explicitOption, IMessageBus messageBus, ExceptionAggregator aggregator,
    CancellationTokenSource cancellationTokenSource, ParallelMode parallelMode, ExecutionScheduler scheduler, object?[] constructorArguments,
    FixtureMappingManager methodFixtureMappings, BehaviourRun run, LeaseServices services, TestRecorder recorder)
    : XunitTestCaseRunnerContext(testCase, tests, explicitOption, messageBus, aggregator, testCase.TestCaseDisplayName, testCase.SkipReason,
        cancellationTokenSource, parallelMode, scheduler, constructorArguments, methodFixtureMappings)
{
    // The arguments are the class's, shared by its tests; each test fills in its own lease.
    public override async ValueTask<RunSummary> RunTest(IXunitTest test)
    {
        await using var context = new BehaviourTestContext(
            run.Options.TestTimeout is { } limit && test.Timeout == 0 ? new TimedTest(test, limit) : test, ExplicitOption, MessageBus, Aggregator.Clone(), CancellationTokenSource, ParallelMode, Scheduler, BeforeAfterTestAttributes,
            [.. ConstructorArguments], CaseFixtureMappings, new LeasedTest(test, run, services, recorder));
        await context.InitializeAsync();
        return await BehaviourTestRunner.Shared.RunAsync(context);
    }
}
