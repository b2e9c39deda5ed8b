using System.Reflection;
using System.Runtime.ExceptionServices;
using Xunit.Sdk;
using Xunit.v3;

namespace Matrix.Harness.Xunit;

internal sealed class BehaviourTestContext(
    IXunitTest test, ExplicitOption explicitOption, IMessageBus messageBus, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource,
    ParallelMode parallelMode, ExecutionScheduler scheduler, IReadOnlyCollection<IBeforeAfterTestAttribute> beforeAfterTestAttributes,
    object?[] constructorArguments, FixtureMappingManager caseFixtureMappings, LeasedTest leased)
    : XunitTestRunnerContext(test, explicitOption, messageBus, aggregator, cancellationTokenSource, parallelMode, scheduler, beforeAfterTestAttributes, constructorArguments, caseFixtureMappings)
{
    public LeasedTest Leased { get; } = leased;

    protected override object? InvokeTestMethod(object? testClassInstance) =>
        Leased.JudgeAsync(() => InvokeAsync(testClassInstance), exception => GetSkipReason(exception) is not null);

    private async Task InvokeAsync(object? testClassInstance)
    {
        try
        {
            if (AsyncUtility.TryConvertToValueTask(base.InvokeTestMethod(testClassInstance)) is { } task)
                await task;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            // Reflection's envelope around what a synchronous method threw.
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
    }
}
