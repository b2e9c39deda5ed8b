using Matrix.Harness;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Targets;

namespace Matrix.Tests.Eng.Harness.Servers;

/// <summary>A source whose servers are of its own imagining.</summary>
internal sealed class FakeSource(string name, Exception? refusal = null) : ServerSource
{
    public override string Name => name;

    public int Started { get; private set; }

    public List<string> Removed { get; } = [];

    public bool IsCurrent { get; set; } = true;

    public IReadOnlyList<Leftover> Leftovers { get; set; } = [];

    public override Task<RunningServer> StartAsync(ServerRequest request, CancellationToken cancellationToken) => refusal is null
        ? Task.FromResult<RunningServer>(new FakeServer(Noted(request, ++Started), request.Keep))
        : throw refusal;

    public override Task<string> LookAsync(Target target, Func<string, string?> variable, CancellationToken cancellationToken) =>
        refusal is null ? Task.FromResult($"{name} for {target.Name}") : throw refusal;

    public override Task<RunningServer?> AttachAsync(ServerRequest request, KeptServer kept, CancellationToken cancellationToken) =>
        Task.FromResult<RunningServer?>(IsCurrent ? new FakeServer(kept, isKept: true) : null);

    public override Task RemoveAsync(KeptServer kept)
    {
        Removed.Add(kept.Id);
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<Leftover>> FindLeftoversAsync(Func<string, string?> variable, CancellationToken cancellationToken) => Task.FromResult(Leftovers);

    private KeptServer Noted(ServerRequest request, int number) =>
        new(name, request.Target.Name, $"{name} {number}", "image 1", "Host=here;Password=swordfish", $"{name} server {number}");

    private sealed class FakeServer(KeptServer server, bool isKept) : RunningServer
    {
        public override EngineIdentity Engine { get; } = new("postgres", "18.1");

        public override string ConnectionString => server.ConnectionString;

        public override string Description => Described(server.Description);

        public override KeptServer? Kept => isKept ? server : null;
    }
}
