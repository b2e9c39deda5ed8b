using System.Text;
using System.Text.Json;

namespace Matrix.Harness.Results;

/// <summary>A results file being written: one JSON object a line, each on disk before the next test ends. Safe for several threads.</summary>
public sealed class ResultsFile : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream? file;

    /// <summary>Opens a file, replacing what was there.</summary>
    /// <param name="path">The file, or <see langword="null"/> to write nothing at all.</param>
    /// <exception cref="MatrixException">It cannot be written.</exception>
    public ResultsFile(string? path)
    {
        if (path is null)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException($"The results file {path} cannot be written: {e.Message} Name another folder with --results.", e);
        }
    }

    /// <summary>Appends a line.</summary>
    public void Append(ResultEvent line)
    {
        if (file is null)
            return;
        var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, ResultJson.Readable.ResultEvent) + "\n");
        lock (gate)
        {
            file.Write(bytes);
            file.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();
}
