using Matrix.Harness.Servers.Keeping;

namespace Matrix.Harness.Servers.Local;

/// <summary>A private server started from the programs on this machine.</summary>
internal sealed class LocalServer(LocalEngine engine, WorkFolder folder, ProcessStamp process, EngineIdentity identity, KeptServer server, bool isKept)
    : RunningServer
{
    public override EngineIdentity Engine => identity;

    public override string ConnectionString => server.ConnectionString;

    public override string Description => Described(isKept ? $"{server.Description}, kept" : server.Description);

    public override IReadOnlyDictionary<string, string> Settings { get; } = engine.Recipe.Settings.ToDictionary(s => s.Name, s => s.Value);

    public override KeptServer? Kept => isKept ? server : null;

    public override ValueTask<string?> LastWordsAsync() => new(process.HasEnded ? folder.LogEnd() : null);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        if (!isKept)
            await folder.EndAsync(engine.EndSignal).ConfigureAwait(false);
    }
}
