using Microsoft.Testing.Platform.Extensions;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>What the test platform wants to know of each of its extensions.</summary>
internal abstract class PlatformExtension(string description) : IExtension
{
    public string Uid => GetType().FullName!;
    public string Version => GetType().Assembly.GetName().Version!.ToString();
    public string DisplayName => GetType().Name;
    public string Description { get; } = description;
    public Task<bool> IsEnabledAsync() => Task.FromResult(true);
}
