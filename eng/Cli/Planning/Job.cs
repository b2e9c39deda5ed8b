using Matrix.Harness.Targets;

namespace Matrix.Cli.Planning;

/// <summary>One machine's share of a run: a target, or a part of it.</summary>
/// <param name="Name">What a person calls it: <c>postgres@18 1/2</c>.</param>
/// <param name="Key">The same in letters, digits and hyphens, for what allows no more: <c>postgres-18-1</c>.</param>
/// <param name="Target">The target.</param>
/// <param name="Shard">The part, such as <c>1/2</c>; the whole is <c>1/1</c>.</param>
/// <param name="Image">The image that its server comes from; <see langword="null"/> when it needs none.</param>
internal sealed record Job(string Name, string Key, string Target, string Shard, string? Image)
{
    /// <summary>The jobs that together run all targets.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="shards">Into how many parts those with a server are divided; the others are quick enough.</param>
    public static IReadOnlyList<Job> For(IEnumerable<Target> targets, int shards) => [.. targets.SelectMany(t => Of(t, t.Image is null ? 1 : shards))];

    private static IEnumerable<Job> Of(Target target, int shards) => Enumerable.Range(1, shards).Select(i => new Job(
        shards == 1 ? target.Name : $"{target.Name} {i}/{shards}",
        string.Concat(target.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')) + (shards == 1 ? "" : $"-{i}"),
        target.Name,
        $"{i}/{shards}",
        target.Image));
}
