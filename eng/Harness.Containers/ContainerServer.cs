using Docker.DotNet;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Servers.Recipes;

namespace Matrix.Harness.Containers;

/// <summary>A private server in a container.</summary>
internal sealed class ContainerServer(ContainerEngine engine, EngineIdentity identity, KeptServer server, ServerRecipe recipe, bool isKept) : RunningServer
{
    private int disposed;

    public override EngineIdentity Engine => identity;

    public override string ConnectionString => server.ConnectionString;

    public override string Description => Described(isKept ? $"{server.Description}, kept" : server.Description);

    public override IReadOnlyDictionary<string, string> Settings { get; } = recipe.Settings.ToDictionary(s => s.Name, s => s.Value);

    public override KeptServer? Kept => isKept ? server : null;

    public override async ValueTask<string?> LastWordsAsync()
    {
        try
        {
            return await engine.LastWordsAsync(server.Id, CancellationToken.None).ConfigureAwait(false);
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
        if (!isKept)
            await engine.RemoveAsync(server.Id).ConfigureAwait(false);
        engine.Dispose();
    }
}
