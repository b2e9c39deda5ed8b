using System.Text.Json;
using System.Text.Json.Serialization;
using Matrix.Harness;

namespace Matrix.Cli.Merging;

/// <summary>Spells <c>results.json</c>; <c>docs/results.schema.json</c> describes it.</summary>
internal static class ResultsDocument
{
    /// <summary>Writes the file in one step: a reader sees the whole of it or none.</summary>
    /// <exception cref="MatrixException">It cannot be written.</exception>
    public static void Write(MatrixResults results, string path)
    {
        var half = path + ".half-written";
        try
        {
            using (var file = File.Create(half))
                JsonSerializer.Serialize(file, results, ResultsDocumentJson.Default.MatrixResults);
            File.Move(half, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException($"The merged results cannot be written to {path}: {e.Message} Name another folder with --results, or make this one writable.", e);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MatrixResults))]
internal sealed partial class ResultsDocumentJson : JsonSerializerContext;
