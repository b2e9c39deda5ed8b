using Matrix.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: SideBySide]

namespace Matrix.Tests;

/// <summary>Lets all tests run side by side, twice as many as there are processors.</summary>
/// <remarks>Each has a database of its own, so that those of one class may as well. A few wait for a time-out, or for a server: meanwhile the processors are free.</remarks>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class SideBySideAttribute : Attribute, IParallelizationAttribute
{
    public ParallelMode? GetMode() => ParallelMode.All;

    public int? GetMaxThreads() => 2 * Environment.ProcessorCount;

    public ParallelAlgorithm? GetAlgorithm() => null;
}
