using System.Text.Json.Serialization;

namespace Matrix.Harness.Servers.Keeping;

/// <summary>A server that was left up for the next run, as the state file tells of it.</summary>
/// <param name="Source">The source that started it and can find it again: <c>container</c>.</param>
/// <param name="Target">Its target: <c>mysql@9.7</c>.</param>
/// <param name="Id">Which one it is, in the source's own terms: a container's id, a folder.</param>
/// <param name="MadeOf">What it was made of, in the source's own terms: an image's id, a program's version and date.</param>
/// <param name="ConnectionString">How the administrator connects. Holds the password: never print it.</param>
/// <param name="Description">Where it came from, for a person to read.</param>
public sealed record KeptServer(string Source, string Target, string Id, string MadeOf, string ConnectionString, string Description)
{
    // A record prints its members.
    /// <inheritdoc/>
    public override string ToString() => $"{Target}: {Description}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(KeptServer))]
internal sealed partial class KeptServerJson : JsonSerializerContext;
