using System.Reflection;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Runs;
using Matrix.Harness.Targets;
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
        var assembly = testAssembly.Assembly;
        var backend = assembly.GetCustomAttribute<BackendAttribute>()
            ?? throw new MatrixException($"{assembly.GetName().Name} names no backend. Set <MatrixBackend> in its project file.");
        var fixture = (BackendFixture)Activator.CreateInstance(backend.Fixture)!;
        var services = new LeaseServices();
        fixture.Register(services);

        var options = RunOptions.FromEnvironment();
        var targets = TargetList.Read(Path.Combine(AppContext.BaseDirectory, TargetList.FileName));
        var target = options.Target is null ? targets.DefaultOf(backend.Name) : targets.Select(options.Target).Single();
        var (ledger, problems) = ReadLedger(assembly);
        await using var run = new BehaviourRun(backend.Name, target, options, ledger, fixture.StartServerAsync);
        run.Results.Append(new RunStarted(RunStarted.CurrentVersion, backend.Name, target.Name, BehaviourNames.Suite(assembly), DateTime.UtcNow));
        foreach (var problem in problems)
        {
            run.Results.Append(problem);
            executionMessageSink.OnMessage(ErrorMessage.FromException(new MatrixException(problem.Message), testAssembly.UniqueID));
        }

        var explicitOption = executionOptions.ExplicitOptionOrDefault();
        run.Results.Append(new CellsBound([.. testCases.Where(c => Runs(c, explicitOption)).Select(BehaviourNames.Of)]));
        await base.RunTestCases([.. testCases.Select(c => c is ISelfExecutingXunitTestCase ? c : new BehaviourCase(c, run, services))],
            executionMessageSink, executionOptions, cancellationToken);
    }

    private static bool Runs(IXunitTestCase testCase, ExplicitOption option) => option switch
    {
        ExplicitOption.Only => testCase.Explicit,
        ExplicitOption.Off => !testCase.Explicit,
        _ => true,
    };

    private static (DifferenceLedger Ledger, IReadOnlyList<ProblemFound> Problems) ReadLedger(Assembly assembly)
    {
        var source = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "Matrix.Behaviours")?.Value;
        return LedgerOfAssembly.Read(assembly, Path.Combine(AppContext.BaseDirectory, "ledger"), source);
    }
}
