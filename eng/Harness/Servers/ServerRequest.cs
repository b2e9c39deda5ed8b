using System.Data.Common;
using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Servers;

/// <summary>Asks for a server of one target.</summary>
/// <param name="Target">What the server must say that it is.</param>
/// <param name="Driver">How to ask it.</param>
public sealed record ServerRequest(Target Target, ServerDriver Driver)
{
    /// <summary>Where the user's settings are read: the environment, unless a test says otherwise.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Takes a line for a person to read about what is going on: the order, what those said that have none, a wait. No password is in it.</summary>
    public Action<string> Report { get; init; } = static _ => { };

    /// <summary>How long a server may take to answer its first query; one minute by default, or <c>MATRIX_PATIENCE</c> in seconds.</summary>
    public TimeSpan Patience => int.TryParse(Variable("MATRIX_PATIENCE"), out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromMinutes(1);

    /// <summary>How often a wait is reported.</summary>
    internal TimeSpan WordEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The only source to try (<c>MATRIX_SOURCE</c>), or <see langword="null"/> for all in order.</summary>
    public string? OnlySource => Variable("MATRIX_SOURCE") is { Length: > 0 } name ? name : null;

    /// <summary>Whether a server that is started stays up for the next run (<c>MATRIX_KEEP=true</c>).</summary>
    public bool Keep => !IsAlone && Variable("MATRIX_KEEP") == "true";

    /// <summary>Whether the server is for one test that may change it: a new one, that nobody else attaches to. By default it is not.</summary>
    public bool IsAlone { get; init; }

    /// <summary>The folder whose files tell of a server that stays up, or <see langword="null"/> when it does not.</summary>
    public string? KeptIn => Keep ? KeptServers.Of(Variable).Folder : null;

    /// <summary>Asks a server once what it is.</summary>
    /// <returns>What it says, or <see langword="null"/> when it does not answer or is not what the target asks for.</returns>
    public async Task<EngineIdentity?> TryIdentifyAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            var engine = await Driver.IdentifyAsync(connectionString, cancellationToken).ConfigureAwait(false);
            return Target.Matches(engine) ? engine : null;
        }
        catch (Exception e) when (e is DbException or TimeoutException or IOException)
        {
            return null;
        }
    }
}
