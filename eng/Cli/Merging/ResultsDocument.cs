using System.Text.Json;
using System.Text.Json.Serialization;
using Matrix.Cli.Results;

namespace Matrix.Cli.Merging;

/// <summary>Spells <c>results.json</c>, and reads it; <c>docs/results.schema.json</c> describes it.</summary>
internal static class ResultsDocument
{
    /// <summary>Writes the document.</summary>
    public static void Write(MatrixResults results, Stream output) =>
        JsonSerializer.Serialize(output, results, ResultsDocumentJson.Default.MatrixResults);

    /// <summary>Reads a document.</summary>
    /// <exception cref="ResultsFileException">It cannot be read, is no such document, or is of another version of the format.</exception>
    public static MatrixResults Read(string path)
    {
        using var file = ResultsFiles.Open(path);
        MatrixResults? read;
        try
        {
            read = JsonSerializer.Deserialize(file, ResultsDocumentJson.Default.MatrixResults);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ResultsFileException(path, $"The file cannot be read: {e.Message}", "Name another one, or make this one readable.", e);
        }
        catch (JsonException e)
        {
            // Another version may be of another shape: then that is what is wrong with it.
            CheckVersion(path, VersionOf(file));
            var place = $" (byte {e.BytePositionInLine + 1})";
            throw new ResultsFileException(path, (int)(e.LineNumber ?? 0) + 1, $"This is no results.json of Matrix{place}: {e.Message.Split(" Path:")[0].TrimEnd('.')}.", e);
        }

        CheckVersion(path, read?.Version);
        return Checked(path, read!);
    }

    private static MatrixResults Checked(string path, MatrixResults results) =>
        DocumentCheck.Complaint(results) is { } complaint ? throw new ResultsFileException(path, 1, complaint) : results with { StartedAt = results.StartedAt.ToUniversalTime() };

    private static void CheckVersion(string path, int? version)
    {
        if (version is { } other && !FormatVersions.AreRead(other))
            throw new ResultsFileException(path, 1, FormatVersions.Refusal(other));
        if (version is null)
            throw new ResultsFileException(path, 1, "This is no results.json of Matrix: it does not say which version of the format it has.");
    }

    private static int? VersionOf(Stream file)
    {
        try
        {
            file.Position = 0;
            return JsonSerializer.Deserialize(file, ResultsDocumentJson.Default.VersionOnly)?.Version;
        }
        catch (JsonException)
        {
            // Not even that: the first error says more.
            return MatrixResults.CurrentVersion;
        }
    }
}

internal sealed record VersionOnly(int? Version = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MatrixResults))]
[JsonSerializable(typeof(VersionOnly))]
internal sealed partial class ResultsDocumentJson : JsonSerializerContext;
