using System.Reflection;
using Xunit.v3;

namespace Matrix.Harness.Xunit;

/// <summary>xUnit's own framework, with a lease around each test and a judge around each test method.</summary>
/// <remarks>Discovery is xUnit's: filters, explorers and identifiers are as ever.</remarks>
public sealed class BehaviourFramework : XunitTestFramework
{
    private readonly string? configFileName;

    /// <summary>Called by xUnit.</summary>
    public BehaviourFramework() { }

    /// <summary>Called by xUnit, with the path of <c>xunit.runner.json</c> where there is one.</summary>
    public BehaviourFramework(string? configFileName) : base(configFileName) => this.configFileName = configFileName;

    /// <inheritdoc/>
    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) =>
        new BehaviourExecutor(new XunitTestAssembly(assembly, configFileName));
}
