using Matrix.Harness.Results;
using Matrix.Harness.Runs;
using Matrix.Harness.Targets;
using Matrix.Harness.Xunit.Platform;
using Xunit.Sdk;
using Xunit.v3;

namespace Matrix.Harness.Xunit;

/// <summary>Runs a backend's tests inside a <see cref="BehaviourRun"/>.</summary>
internal sealed class BehaviourExecutor(IXunitTestAssembly testAssembly) : XunitTestFrameworkExecutor(testAssembly)
{
    private readonly IXunitTestAssembly testAssembly = testAssembly;

    public override async ValueTask RunTestCases(
        IReadOnlyCollection<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions, CancellationToken cancellationToken)
    {
        BehaviourRun run;
        LeaseServices services = new();
        try
        {
            (run, testCases) = Open(services, testCases, executionOptions);
        }
#pragma warning disable CA1031 // Do not catch general exception types: every runner shows this as a failed test, whatever it is.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await RunAsync(RunProblem.AsTestCases(testAssembly, [new ProblemFound(Verdicts.Verdict.Fail, "the run", UnforeseenError.Describe(e))]), executionMessageSink);
            return;
        }

        await using (run)
        {
            var explicitOption = executionOptions.ExplicitOptionOrDefault();
            var bound = testCases.Where(c => Runs(c, explicitOption)).ToList();
            if (bound.Count > 0)
                run.Begin();
            var (ledger, problems) = LedgerOfAssembly.Read(testAssembly.Assembly);
            foreach (var problem in problems)
                run.Results.Append(problem);
            if (ledger is null)
            {
                await RunAsync(RunProblem.AsTestCases(testAssembly, problems), executionMessageSink);
                return;
            }

            run.Ledger = ledger;
            run.Results.Append(new CellsBound([.. bound.Select(BehaviourNames.Of)]));
            var recorder = new TestRecorder(run, testAssembly.Assembly);
            var leased = testCases.Select(c => c is ISelfExecutingXunitTestCase ? c : new BehaviourCase(c, run, services, recorder));
            await RunAsync(leased.Concat(RunProblem.AsTestCases(testAssembly, problems)), new UnjudgedTests(executionMessageSink, recorder, testCases));
            var leaks = await run.AuditAsync();
            foreach (var leak in leaks)
                run.Results.Append(leak);
            if (leaks.Count > 0)
                await RunAsync(RunProblem.AsTestCases(testAssembly, leaks), executionMessageSink);
        }

        ValueTask RunAsync(IEnumerable<IXunitTestCase> cases, IMessageSink sink) =>
            base.RunTestCases([.. cases], sink, executionOptions, cancellationToken);
    }

    private (BehaviourRun Run, IReadOnlyCollection<IXunitTestCase> Cases) Open(
        LeaseServices services, IReadOnlyCollection<IXunitTestCase> testCases, ITestFrameworkExecutionOptions executionOptions)
    {
        var assembly = testAssembly.Assembly;
        var backend = BackendAttribute.Of(assembly);
        var options = RunOptions.FromEnvironment();
        var targets = TargetList.Read(Path.Combine(AppContext.BaseDirectory, TargetList.FileName));
        var target = options.Target is null ? targets.DefaultOf(backend.Name) : targets.Select(options.Target).Single();
        var fixture = backend.CreateFixture(target);
        fixture.Register(services);
        var run = new BehaviourRun(backend.Name, target, options, (report, token) => fixture.Engine.StartAsync(target, fixture.Blueprint, report, token),
            token => fixture.Engine.StartAloneAsync(target, fixture.Blueprint, token));
        var part = options.Shard?.Of(testCases.Select(BehaviourNames.Of));
        run.Results.Append(new RunStarted(RunStarted.CurrentVersion, backend.Name, target.Name, BehaviourNames.Suite(assembly), DateTime.UtcNow)
        {
            Shard = options.Shard?.ToString(),
            Division = part?.Division,
            Seed = executionOptions.Seed(),
        });
        return (run, part is null ? testCases : [.. testCases.Where(c => part.Names.Contains(BehaviourNames.Of(c)))]);
    }

    private static bool Runs(IXunitTestCase testCase, ExplicitOption option) => option switch
    {
        ExplicitOption.Only => testCase.Explicit,
        ExplicitOption.Off => !testCase.Explicit,
        _ => true,
    };
}
