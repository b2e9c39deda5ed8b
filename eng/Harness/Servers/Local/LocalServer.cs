namespace Matrix.Harness.Servers.Local;

/// <summary>A private server of this run, started from the programs on this machine.</summary>
internal sealed class LocalServer(LocalEngine engine, WorkFolder folder, LocalPrograms programs, ProcessStamp process, EngineIdentity identity, string connectionString)
    : RunningServer
{
    public override EngineIdentity Engine => identity;

    public override string ConnectionString => connectionString;

    public override string Description => $"local {programs.Program}";

    public override IReadOnlyDictionary<string, string> Settings { get; } = engine.Recipe.Settings.ToDictionary(s => s.Name, s => s.Value);

    public override ValueTask<string?> LastWordsAsync() => new(process.HasEnded ? folder.LogEnd() : null);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        await LocalSource.EndAsync(engine, folder).ConfigureAwait(false);
    }
}
