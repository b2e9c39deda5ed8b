using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Matrix.Harness.Files;
using Matrix.Harness.Text;

namespace Matrix.Harness.Targets;

/// <summary>Every target there is: what <c>targets.json</c> holds.</summary>
public sealed partial class TargetList
{
    /// <summary>The file's name; it is copied beside every backend's test program.</summary>
    public const string FileName = "targets.json";

    // Some thousand times what one of this repository's holds.
    private const int Longest = 1 << 20;

    private TargetList(IReadOnlyList<Target> targets) => All = targets;

    /// <summary>The targets, in the file's order.</summary>
    public IReadOnlyList<Target> All { get; }

    /// <summary>Reads the list.</summary>
    /// <exception cref="MatrixException">The file is missing or broken.</exception>
    public static TargetList Read(string path)
    {
        try
        {
            return new(Checked(JsonSerializer.Deserialize(BoundedFile.Read(path, Longest), TargetJson.Default.TargetDocument)));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new MatrixException($"The list of targets {path} cannot be read: {e.Message} Restore it from version control, or correct it as docs/servers.md describes.", e);
        }
    }

    /// <summary>The targets that a selection names: engines, targets, <c>all</c> (the defaults) or <c>every</c> (each version), parted by commas.</summary>
    /// <exception cref="MatrixException">A name is not in the list; the message offers the nearest.</exception>
    public IReadOnlyList<Target> Select(string selection) =>
        [.. selection.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(SelectOne).Distinct()];

    /// <summary>The one target that a name means: an engine's default, or a target.</summary>
    /// <exception cref="MatrixException">It means none, or several.</exception>
    public Target One(string name) => Select(name) is [var only] ? only : throw new MatrixException($"'{name}' means several targets. Name one: {string.Join(", ", All.Select(t => t.Name))}.");

    /// <summary>The target that a backend runs when none is named.</summary>
    public Target DefaultOf(string backend) => All.FirstOrDefault(t => t.Backend == backend && t.Default)
        ?? throw new MatrixException($"{FileName} has no default target for the backend {backend}. Add one with \"default\": true.");

    private static IReadOnlyList<Target> Checked(TargetDocument? document)
    {
        if (document is not { Targets.Count: > 0 } || document.Targets.Contains(null!))
            throw new JsonException("It holds no list of targets.");
        foreach (var target in document.Targets)
        {
            // Files are named after a target, and commands name it.
            if (!Name().IsMatch(target.Name) || !Name().IsMatch(target.Backend) || !Name().IsMatch(target.Engine))
                throw new JsonException($"The target '{PlainText.Of(target.Name)}' has a name, a backend or an engine that is not made of letters, digits and . _ - @.");
        }

        var twice = document.Targets.GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Skip(1).Any());
        return twice is null ? document.Targets : throw new JsonException($"It lists the target {twice.Key} twice.");
    }

    private IEnumerable<Target> SelectOne(string name)
    {
        var selected = name.ToLowerInvariant() switch
        {
            "every" => All,
            "all" => All.Where(t => t.Default),
            var wanted when wanted.Contains('@', StringComparison.Ordinal) => All.Where(t => t.Name == wanted),
            var wanted => All.Where(t => t.Engine == wanted && t.Default),
        };
        return selected.Any() ? selected : throw Unknown(name);
    }

    private MatrixException Unknown(string name)
    {
        var known = All.Select(t => t.Engine).Distinct().Concat(All.Select(t => t.Name)).Append("all").Append("every").ToList();
        var nearest = known.OrderBy(k => NearestName.Distance(k, name)).First();
        return new MatrixException($"There is no backend '{name}'. Did you mean '{nearest}'? There are: {string.Join(", ", known.Distinct())}.");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._@-]{0,99}\z")]
    private static partial Regex Name();
}

internal sealed record TargetDocument(IReadOnlyList<Target> Targets);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TargetDocument))]
internal sealed partial class TargetJson : JsonSerializerContext;
