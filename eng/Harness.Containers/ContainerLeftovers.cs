using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;

namespace Matrix.Harness.Containers;

/// <summary>The containers and volumes of this user on this machine that carry Matrix's labels.</summary>
internal sealed class ContainerLeftovers(ContainerEngine engine, Func<Task<ContainerEngine>> connect)
{
    private static readonly Dictionary<string, IDictionary<string, bool>> Ours = new() { ["label"] = new Dictionary<string, bool> { [ContainerLabels.Kind] = true } };

    public async Task<IReadOnlyList<Leftover>> FindAsync(CancellationToken cancellationToken)
    {
        var containers = await engine.Client.Containers.ListContainersAsync(new() { All = true, Filters = Ours }, cancellationToken).ConfigureAwait(false);
        var volumes = await engine.Client.Volumes.ListAsync(new() { Filters = Ours }, cancellationToken).ConfigureAwait(false);
        return
        [
            .. from container in containers
               let owner = ProcessStamp.Parse(Label(container.Labels, ContainerLabels.Owner))
               where owner is { IsHere: true }
               select new Leftover(
                   $"container {container.ID[..12]} of {container.Image}",
                   Leftover.StateOf(container.ID, owner, Label(container.Labels, ContainerLabels.KeptIn)),
                   () => RemoveAsync(e => e.RemoveAsync(container.ID))) { Owner = owner },
            .. from volume in volumes.Volumes ?? []
               where ProcessStamp.Parse(Label(volume.Labels, ContainerLabels.Owner)) is { IsHere: true }
               select new Leftover($"volume {volume.Name}", LeftoverState.Kept, () => RemoveAsync(e => e.RemoveVolumeAsync(volume.Name))),
        ];
    }

    private async Task RemoveAsync(Func<ContainerEngine, Task> removeAsync)
    {
        using var connected = await connect().ConfigureAwait(false);
        await removeAsync(connected).ConfigureAwait(false);
    }

    private static string? Label(IDictionary<string, string>? labels, string name) =>
        labels is not null && labels.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
