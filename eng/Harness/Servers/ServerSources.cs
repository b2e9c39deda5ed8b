using System.Data.Common;
using System.Text;
using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Servers.Local;

namespace Matrix.Harness.Servers;

/// <summary>Where servers come from, in the order in which they are tried.</summary>
public sealed class ServerSources
{
    private readonly IReadOnlyList<ServerSource> order;

    /// <summary>The standard order: a server that the user gave, a container, the server programs on this machine.</summary>
    /// <param name="containers">The source that starts containers; <see langword="null"/> where none are to be used.</param>
    public ServerSources(ServerSource? containers) : this(containers is null ? [new GivenSource(), new LocalSource()] : [new GivenSource(), containers, new LocalSource()]) { }

    /// <summary>The standard order, where what was left on given servers is to be found, too.</summary>
    /// <param name="given">The source of servers that the user gave.</param>
    /// <param name="containers">The source that starts containers.</param>
    public ServerSources(GivenSource given, ServerSource containers) : this([given, containers, new LocalSource()]) { }

    /// <summary>Private servers alone: a container, or the server programs on this machine.</summary>
    /// <param name="containers">The source that starts containers.</param>
    public static ServerSources Private(ServerSource containers) => new([containers, new LocalSource()]);

    internal ServerSources(IReadOnlyList<ServerSource> order) => this.order = order;

    /// <summary>Has a server from the first source that has one: one that an earlier run left up, or else a new one.</summary>
    /// <returns>The server, which the caller disposes.</returns>
    /// <exception cref="ServerUnavailableException">No source has one. The message says what was tried, what each said, and what to do.</exception>
    /// <exception cref="MatrixException">What the user asked for is wrong, such as a given server of another version.</exception>
    public async Task<RunningServer> StartAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        var refusals = new List<(string Source, SourceUnavailableException Refusal)>();
        var sources = ToTry(request).ToList();
        request.Report(sources is [var only] ? $"trying {only.Name} only" : $"trying {string.Join(", ", sources.Select(s => s.Name))}, in this order");
        foreach (var source in sources)
        {
            try
            {
                var server = await new ServerKeeping(source, KeptServers.Of(request.Variable)).StartAsync(request, cancellationToken).ConfigureAwait(false);
                // That nobody gave a server is no news.
                server.PassedOver = [.. refusals.Where(r => r.Source != GivenSource.SourceName).Select(r => $"no {r.Source}: {r.Refusal.Said}")];
                return server;
            }
            catch (SourceUnavailableException refusal)
            {
                refusals.Add((source.Name, refusal));
                request.Report($"{source.Name}: {refusal.Said}");
            }
        }

        throw new ServerUnavailableException(Explain(request, refusals));
    }

    /// <summary>
    /// Removes what runs of this user on this machine made outside their processes: servers, kept ones included, and prepared data; and databases
    /// of Matrix on given servers. Spares what a running process uses.
    /// </summary>
    /// <param name="variable">Where the user's settings are read; by default the environment.</param>
    /// <param name="cancellationToken">Ends the work between two removals.</param>
    /// <returns>All that was found; what is in use or out of reach is still there.</returns>
    public async Task<IReadOnlyList<Leftover>> RemoveLeftoversAsync(Func<string, string?>? variable = null, CancellationToken cancellationToken = default)
    {
        var settings = variable ?? Environment.GetEnvironmentVariable;
        var kept = KeptServers.Of(settings);
        kept.ForgetDeadUses();
        var leftovers = new List<Leftover>();
        foreach (var source in order)
            leftovers.AddRange(await source.FindLeftoversAsync(settings, cancellationToken).ConfigureAwait(false));
        foreach (var (key, _) in kept.All().Where(k => kept.UsersOf(k.Value.Id).Count == 0))
            kept.Remove(key);
        for (var i = 0; i < leftovers.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            leftovers[i] = await RemoveAsync(leftovers[i]).ConfigureAwait(false);
        }

        return leftovers;
    }

    /// <summary>The folder in which runs note what they leave up for the next.</summary>
    /// <param name="variable">Where the user's settings are read.</param>
    public static string StateFolder(Func<string, string?> variable) => PrivateFiles.StateFolder(variable);

    private static async Task<Leftover> RemoveAsync(Leftover leftover)
    {
        try
        {
            if (leftover.State is LeftoverState.Kept or LeftoverState.Abandoned)
                await leftover.RemoveAsync().ConfigureAwait(false);
            return leftover;
        }
        catch (DbException e)
        {
            return leftover with { State = LeftoverState.OutOfReach, Description = $"{leftover.Description}: {e.Message}" };
        }
    }

    private IEnumerable<ServerSource> ToTry(ServerRequest request)
    {
        if (request.OnlySource is not { } name)
            return order;
        return order.Any(s => s.Name == name)
            ? order.Where(s => s.Name == name)
            : throw new MatrixException($"MATRIX_SOURCE={name} names no source of servers. Set it to one of {string.Join(", ", order.Select(s => s.Name))}, or to nothing to try them in that order.");
    }

    private static string Explain(ServerRequest request, List<(string Source, SourceUnavailableException Refusal)> refusals)
    {
        var text = new StringBuilder().Append("No server for ").Append(request.Target.Name).Append(". Tried, in this order:");
        foreach (var (source, refusal) in refusals)
            text.Append("\n  ").Append(source).Append(": ").Append(refusal.Said);
        text.Append("\nDo one of these:");
        foreach (var (_, refusal) in refusals)
            text.Append("\n  - ").Append(refusal.Remedy);
        return text.ToString();
    }
}
