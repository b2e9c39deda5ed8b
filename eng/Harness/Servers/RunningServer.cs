using Matrix.Harness.Servers.Keeping;

namespace Matrix.Harness.Servers;

/// <summary>A server that answers, and is what its target asks for.</summary>
/// <remarks>Whoever asked for it disposes it, which stops what was started for this run and nothing else.</remarks>
public abstract class RunningServer : IAsyncDisposable
{
    /// <summary>What the server says it is.</summary>
    public abstract EngineIdentity Engine { get; }

    /// <summary>How to connect as an administrator, in the driver's own form. Holds the password: never print it.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Where it came from, for a person to read: <c>container postgres:18</c>. No password.</summary>
    public abstract string Description { get; }

    /// <summary>Whether it is somebody's: only databases whose name and marker say that Matrix made them may be dropped.</summary>
    public virtual bool IsGiven => false;

    /// <summary>The settings that it was started with, by the server's names for them; empty for a given server.</summary>
    public virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>What to note of a server that stays up for the next run; <see langword="null"/> for one that ends with this run, or is somebody's.</summary>
    public virtual KeptServer? Kept => null;

    /// <summary>What the server said last, once it no longer answers: the end of its log, or how it ended.</summary>
    /// <returns><see langword="null"/> when nothing is known.</returns>
    public virtual ValueTask<string?> LastWordsAsync() => ValueTask.FromResult<string?>(null);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Use?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The sources that were tried before and had none, each with what it said.</summary>
    internal IReadOnlyList<string> PassedOver { get; set; } = [];

    /// <summary>A description that also says why no better source was used.</summary>
    protected string Described(string place) => PassedOver.Count == 0 ? place : $"{place} ({string.Join("; ", PassedOver)})";

    /// <summary>What keeps others from removing a kept server under this run.</summary>
    internal IDisposable? Use { private get; set; }
}
