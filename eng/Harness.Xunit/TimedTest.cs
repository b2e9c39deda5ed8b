using Xunit.Sdk;
using Xunit.v3;

namespace Matrix.Harness.Xunit;

/// <summary>xUnit's test with the run's time-out, which xUnit itself then keeps. It is the test it wraps in every other respect.</summary>
internal sealed class TimedTest(IXunitTest inner, TimeSpan limit) : IXunitTest
{
    public int Timeout { get; } = (int)limit.TotalMilliseconds;

    public bool DisableParallelization => inner.DisableParallelization;
    public bool Explicit => inner.Explicit;
    public string? SkipReason => inner.SkipReason;
    public Type? SkipType => inner.SkipType;
    public string? SkipUnless => inner.SkipUnless;
    public string? SkipWhen => inner.SkipWhen;
    public IXunitTestCase TestCase => inner.TestCase;
    public string TestDisplayName => inner.TestDisplayName;
    public string? TestLabel => inner.TestLabel;
    public IXunitTestMethod TestMethod => inner.TestMethod;
    public object?[] TestMethodArguments => inner.TestMethodArguments;
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Traits => inner.Traits;
    public string UniqueID => inner.UniqueID;

    ICoreTestCase ICoreTest.TestCase => inner.TestCase;
    ITestCase ITest.TestCase => inner.TestCase;
}
