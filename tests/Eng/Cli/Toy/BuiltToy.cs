using Matrix.Cli.Building;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Toy;

/// <summary>A toy whose first backend is built, once for all tests that only run it.</summary>
public sealed class BuiltToy : IAsyncLifetime
{
    internal ToyWorkingCopy Toy { get; } = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var backend in (string[])["gull", "tern"])
            Assert.Null(await new BackendBuild(Toy.Repository, Console.WriteLine).BuildAsync(Toy.ProjectOf(backend), TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync()
    {
        Toy.Dispose();
        return default;
    }
}
