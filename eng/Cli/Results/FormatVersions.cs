using Matrix.Harness.Results;

namespace Matrix.Cli.Results;

/// <summary>The versions of the results' format that are read.</summary>
internal static class FormatVersions
{
    private const int Oldest = 1;

    /// <summary>Whether a version is read.</summary>
    public static bool AreRead(int version) => version is >= Oldest and <= RunStarted.CurrentVersion;

    /// <summary>What to say of one that is not.</summary>
    public static string Refusal(int version) => $"The file has version {version} of the format; this Matrix reads versions {Oldest} to {RunStarted.CurrentVersion}.";
}
