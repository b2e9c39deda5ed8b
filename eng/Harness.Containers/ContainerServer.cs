using Docker.DotNet;
using Matrix.Harness.Servers;

namespace Matrix.Harness.Containers;

/// <summary>A private server in a container of this run.</summary>
internal sealed class ContainerServer(ContainerEngine engine, string id, EngineIdentity identity, string image, string connectionString, IReadOnlyDictionary<string, string> settings)
    : RunningServer
{
    private int disposed;

    public override EngineIdentity Engine => identity;

    public override string ConnectionString => connectionString;

    public override string Description => $"container {image}";

    public override IReadOnlyDictionary<string, string> Settings => settings;

    public override async ValueTask<string?> LastWordsAsync()
    {
        try
        {
            return await engine.LastWordsAsync(id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or IOException or TimeoutException)
        {
            return $"the container engine no longer answers: {e.Message}";
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        await engine.RemoveAsync(id).ConfigureAwait(false);
        engine.Dispose();
    }
}
