using System.Text;
using Matrix.Harness.Servers.Local;

namespace Matrix.Harness.Servers;

/// <summary>Where servers come from, in the order in which they are tried.</summary>
public sealed class ServerSources
{
    private readonly IReadOnlyList<ServerSource> order;

    /// <summary>The standard order: a server that the user gave, a container, the server programs on this machine.</summary>
    /// <param name="containers">The source that starts containers.</param>
    public ServerSources(ServerSource containers) : this([new GivenSource(), containers, new LocalSource()]) { }

    internal ServerSources(IReadOnlyList<ServerSource> order) => this.order = order;

    /// <summary>Has a server from the first source that has one.</summary>
    /// <returns>The server, which the caller disposes.</returns>
    /// <exception cref="ServerUnavailableException">No source has one. The message says what was tried, what each said, and what to do.</exception>
    /// <exception cref="MatrixException">What the user asked for is wrong, such as a given server of another version.</exception>
    public async Task<RunningServer> StartAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        var refusals = new List<(string Source, SourceUnavailableException Refusal)>();
        foreach (var source in ToTry(request))
        {
            try
            {
                var server = await source.StartAsync(request, cancellationToken).ConfigureAwait(false);
                request.Report($"{request.Target.Name}: {server.Description}");
                return server;
            }
            catch (SourceUnavailableException refusal)
            {
                refusals.Add((source.Name, refusal));
            }
        }

        throw new ServerUnavailableException(Explain(request, refusals));
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
