using System.Text.Json;
using System.Text.Json.Serialization;
using Matrix.Cli.Results;
using Matrix.Harness;

namespace Matrix.Cli.Merging;

/// <summary>Spells <c>results.json</c>; <c>docs/results.schema.json</c> describes it.</summary>
internal static class ResultsDocument
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ResultsFileException">It is not there, or no merged results of this version.</exception>
    public static MatrixResults Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, ResultsDocumentJson.Default.MatrixResults) is { Version: MatrixResults.CurrentVersion } results
                ? results
                : throw new ResultsFileException(path, 1, $"These are no merged results of version {MatrixResults.CurrentVersion}, which this Matrix reads.");
        }
        catch (JsonException e)
        {
            throw new ResultsFileException(path, (int)(e.LineNumber ?? 0) + 1, $"These are no merged results: {e.Message.Split(" Path:")[0].TrimEnd('.')}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResultsFileException(path, 1, $"{e.Message} Name the results.json of an earlier run.");
        }
    }

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
