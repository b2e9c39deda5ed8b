using System.Reflection;
using Xunit;
using Xunit.v3;

namespace Matrix.Harness.Xunit;

/// <summary>xUnit's runner of one test, with a lease from before its class is made until after it is disposed.</summary>
internal sealed class BehaviourTestRunner : XunitTestRunner
{
    public static BehaviourTestRunner Shared { get; } = new();

    public ValueTask<RunSummary> RunAsync(BehaviourTestContext context) => Run(context);

    protected override async ValueTask<TimeSpan> RunTest(XunitTestRunnerContext ctxt)
    {
        var leased = ((BehaviourTestContext)ctxt).Leased;
        await ctxt.Aggregator.RunAsync(leased.BeginAsync);
        var elapsed = await base.RunTest(ctxt);
        leased.Stop();
        await ctxt.Aggregator.RunAsync(() => leased.EndAsync(ctxt.Aggregator.ToException()));

        var exception = ctxt.Aggregator.ToException();
        leased.Record(exception, exception is null ? null : ctxt.GetSkipReason(exception));
        return elapsed;
    }

    protected override async ValueTask<(object? Instance, SynchronizationContext? SyncContext, ExecutionContext? ExecutionContext)> CreateTestClassInstance(XunitTestRunnerContext ctxt)
    {
        ((BehaviourTestContext)ctxt).Leased.Clock.Begin();
        var arguments = ctxt.ConstructorArguments;
        if (arguments.Contains(Missing.Value))
        {
            var parameters = ctxt.Test.TestMethod.TestClass.Class.GetConstructors().Single(c => !c.IsStatic).GetParameters();
            for (var i = 0; i < arguments.Length; i++)
            {
                if (arguments[i] == Missing.Value)
                    arguments[i] = await ((BehaviourTestContext)ctxt).Leased.ResolveAsync(parameters[i].ParameterType);
            }
        }

        return await base.CreateTestClassInstance(ctxt);
    }

    protected override ValueTask<(bool Continue, TestResultState ResultState)> OnTestSkipped(
        XunitTestRunnerContext ctxt, string skipReason, decimal executionTime, string output, string[]? warnings)
    {
        ((BehaviourTestContext)ctxt).Leased.RecordSkip(skipReason);
        return base.OnTestSkipped(ctxt, skipReason, executionTime, output, warnings);
    }
}
