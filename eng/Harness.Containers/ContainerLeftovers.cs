using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;

namespace Matrix.Harness.Containers;

/// <summary>The containers and volumes of this user on this machine that carry Matrix's labels.</summary>
internal sealed class ContainerLeftovers(ContainerEngine engine, Func<Task<ContainerEngine>> connect)
{
    private static readonly Dictionary<string, IDictionary<string, bool>> Ours = new() { ["label"] = new Dictionary<string, bool> { [ContainerLabels.Kind] = true } };

    public async Task<IReadOnlyList<Leftover>> FindAsync(LeftoverSearch search, CancellationToken cancellationToken)
    {
        var containers = await engine.Client.Containers.ListContainersAsync(new() { All = true, Filters = Ours }, cancellationToken).ConfigureAwait(false);
        var volumes = await engine.Client.Volumes.ListAsync(new() { Filters = Ours }, cancellationToken).ConfigureAwait(false);
        return
        [
            .. containers.Where(c => OwnerOf(c.Labels) is { IsHere: true }).Select(c => new Leftover(
                $"container {c.ID[..12]} of {c.Image}",
                search.StateOf(c.ID, OwnerOf(c.Labels), c.Labels.TryGetValue(ContainerLabels.Kept, out var kept) && kept == "true"),
                () => RemoveAsync(e => e.RemoveAsync(c.ID)))),
            .. (volumes.Volumes ?? []).Where(v => OwnerOf(v.Labels) is { IsHere: true }).Select(v => new Leftover(
                $"volume {v.Name}", LeftoverState.Kept, () => RemoveAsync(e => e.RemoveVolumeAsync(v.Name)))),
        ];
    }

    private async Task RemoveAsync(Func<ContainerEngine, Task> removeAsync)
    {
        using var connected = await connect().ConfigureAwait(false);
        await removeAsync(connected).ConfigureAwait(false);
    }

    private static ProcessStamp? OwnerOf(IDictionary<string, string>? labels) =>
        labels is not null && labels.TryGetValue(ContainerLabels.Owner, out var owner) ? ProcessStamp.Parse(owner) : null;
}
