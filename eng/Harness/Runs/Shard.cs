using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Matrix.Harness.Files;

namespace Matrix.Harness.Runs;

/// <summary>One of several parts of a run, for machines that share it. The parts are disjoint, and together they are the whole.</summary>
/// <remarks>
/// Every part computes the whole division from the same names and durations, so that none has to know of the others:
/// the longest behaviour goes to the part that has least so far, and so on.
/// </remarks>
/// <param name="Index">Which part, from 1.</param>
/// <param name="Count">How many parts there are.</param>
public sealed record Shard(int Index, int Count)
{
    // 300,000 behaviours with long names.
    private const int LongestDurations = 64 << 20;

    /// <summary>What behaviours took in an earlier run, in milliseconds, by name. One that is not known counts as the median of those that are.</summary>
    public IReadOnlyDictionary<string, double> Durations { get; init; } = new Dictionary<string, double>();

    /// <summary>Reads <c>2/3</c>: the second part of three.</summary>
    /// <exception cref="MatrixException">It is none.</exception>
    public static Shard Parse(string text)
    {
        if (text.Split('/') is [var index, var count]
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && i >= 1 && i <= n)
            return new(i, n);
        throw new MatrixException($"'{text}' is no shard. Name a part and the number of parts, such as 2/3 for the second of three.");
    }

    /// <summary>Reads durations, a JSON object of milliseconds by name.</summary>
    /// <exception cref="MatrixException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, double> ReadDurations(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(BoundedFile.Read(file, LongestDurations), RunJson.Default.DictionaryStringDouble) ?? [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new MatrixException($"The durations in {file} cannot be read: {e.Message} The parts of a run must know the same durations, or behaviours would be left out.", e);
        }
    }

    /// <summary>Divides behaviours, and takes this part.</summary>
    /// <param name="names">Every behaviour's name; one that stands there several times is kept together.</param>
    public ShardContent Of(IEnumerable<string> names)
    {
        var all = names.ToHashSet(StringComparer.Ordinal);
        var known = all.Where(Durations.ContainsKey).Select(n => Durations[n]).Order().ToList();
        var unknown = known.Count == 0 ? 1 : known[known.Count / 2];
        var load = new double[Count];
        var mine = new HashSet<string>(StringComparer.Ordinal);
        using var division = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, duration) in all.Select(n => (Name: n, Duration: Durations.GetValueOrDefault(n, unknown))).OrderByDescending(b => b.Duration).ThenBy(b => b.Name, StringComparer.Ordinal))
        {
            var part = Array.IndexOf(load, load.Min());
            load[part] += duration;
            if (part == Index - 1)
                mine.Add(name);
            division.AppendData(Encoding.UTF8.GetBytes($"{part} {name}\n"));
        }

        return new(mine, Convert.ToHexStringLower(division.GetHashAndReset())[..16]);
    }

    /// <summary>The part as it is asked for: <c>2/3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}

/// <summary>What falls to one part of a run.</summary>
/// <param name="Names">Its behaviours.</param>
/// <param name="Division">A hash that is the same for all parts of one division, and for no part of another.</param>
public sealed record ShardContent(IReadOnlySet<string> Names, string Division);
