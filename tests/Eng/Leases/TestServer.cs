using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Leases;

/// <summary>Something on a server, started once for the classes that share it.</summary>
/// <typeparam name="T">What is started.</typeparam>
public abstract class TestServer<T> : IAsyncLifetime where T : class, IAsyncDisposable
{
    private string? unavailable;
    private T? started;

    /// <summary>What was started. Without a server the test is skipped with the reason, and fails in CI.</summary>
    protected T Started
    {
        get
        {
            if (unavailable is not null && Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(unavailable);
            Assert.SkipWhen(unavailable is not null, unavailable ?? "");
            return started!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            started = await StartAsync();
        }
        catch (ServerUnavailableException e)
        {
            unavailable = e.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<T> StartAsync();
}
