using System.Security.Cryptography;
using System.Text;
using Matrix.Harness.Servers.Keeping;

namespace Matrix.Harness.Servers;

/// <summary>The names and markers of what one run puts on a server, by which any run tells what is Matrix's, and whose.</summary>
/// <remarks>Something is ours when its name begins as ours do and its marker, kept elsewhere than in the name, says so too.</remarks>
public sealed class RunNames
{
    /// <summary>How the name of everything that Matrix makes begins.</summary>
    public const string Prefix = "matrix_";

    /// <summary>The marker of a database that was kept for a person to look at: no run takes it away.</summary>
    public const string KeptMarker = "Matrix: kept";

    private const string SessionPrefix = Prefix + "run_";
    private const string RunMarker = "Matrix: run ";
    private const string TemplateMarkerStart = "Matrix: template ";

    // Another one when databases are made otherwise of the same blueprint, or are marked otherwise.
    private const int TemplateFormat = 3;

    private readonly string run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
    private int databases;

    /// <summary>What the run's connections are named or locked as: while one of that name is there, the run lives.</summary>
    public string Session => SessionPrefix + run;

    /// <summary>The marker of what goes with this run.</summary>
    public string Marker => RunMarker + run;

    /// <summary>A name that nothing else has.</summary>
    public string NextDatabase() => $"{Prefix}{run}_{Interlocked.Increment(ref databases)}";

    /// <summary>The name of the template that a blueprint builds: the same in every run.</summary>
    public static string TemplateOf(string fingerprint) => $"{Prefix}template_{Short($"{TemplateFormat} {fingerprint}")}";

    /// <summary>The marker of a finished template.</summary>
    public static string TemplateMarker(string fingerprint) => TemplateMarkerStart + Hash(fingerprint);

    /// <summary>Whether a marker is a template's, of whatever blueprint.</summary>
    public static bool IsTemplate(string marker) => marker.StartsWith(TemplateMarkerStart, StringComparison.Ordinal);

    /// <summary>The session of the run that a marker names, or <see langword="null"/> when it names none.</summary>
    public static string? SessionOf(string marker) =>
        marker.StartsWith(RunMarker, StringComparison.Ordinal) ? SessionPrefix + marker[RunMarker.Length..] : null;

    /// <summary>Whether a name is a run's own, and no database's.</summary>
    public static bool IsSession(string name) => name.StartsWith(SessionPrefix, StringComparison.Ordinal);

    /// <summary>Whether something is Matrix's, by name and by marker.</summary>
    public static bool IsOurs(string name, string? marker) => name.StartsWith(Prefix, StringComparison.Ordinal)
        && marker is not null && (marker == KeptMarker || IsTemplate(marker) || SessionOf(marker) is not null);

    /// <summary>Who needs something that is ours.</summary>
    /// <param name="marker">Its marker.</param>
    /// <param name="alive">The sessions of the runs that live.</param>
    public static LeftoverState StateOf(string marker, IReadOnlySet<string> alive) =>
        SessionOf(marker) is { } session ? alive.Contains(session) ? LeftoverState.InUse : LeftoverState.Abandoned
        : IsTemplate(marker) && alive.Count > 0 ? LeftoverState.InUse
        : LeftoverState.Kept;

    // Names are limited to 63 characters at best.
    private static string Short(string fingerprint) => Hash(fingerprint)[..16];

    // A fingerprint may hold anything; this may stand in any statement.
    private static string Hash(string fingerprint) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fingerprint)));
}
