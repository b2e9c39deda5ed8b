using System.Text;
using System.Text.Json;

namespace Matrix.Harness.Results;

/// <summary>A results file being written: one JSON object a line, each on disk before the next test ends. Safe for several threads.</summary>
/// <remarks>A disk that is full ends no test: lines that the file does not take go to whoever follows the run, as <see cref="Aside"/> marks them.</remarks>
public sealed class ResultsFile : IDisposable
{
    /// <summary>Begins a line of results in what a test program writes to standard error, as in a JSON text sequence (RFC 7464).</summary>
    public const char Aside = '\u001e';

    private readonly Lock gate = new();
    private readonly FileStream? file;
    private readonly Stream? aside;
    private bool isFull;

    /// <summary>Opens a file, replacing what was there.</summary>
    /// <param name="path">The file, or <see langword="null"/> to write nothing at all.</param>
    /// <param name="aside">Gets the lines that the file does not take, each after <see cref="Aside"/>; <see langword="null"/> when nobody reads them. Stays open.</param>
    /// <exception cref="MatrixException">It cannot be written.</exception>
    public ResultsFile(string? path, Stream? aside = null)
    {
        this.aside = aside;
        if (path is null)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            // Unbuffered: what was written is known to the byte.
            file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
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
            if (!isFull && TryWrite(bytes))
                return;
            aside?.Write([(byte)Aside, .. bytes]);
            aside?.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    // What comes after half a line would be read as its other half, so it goes.
    private bool TryWrite(byte[] bytes)
    {
        var end = file!.Position;
        try
        {
            file.Write(bytes);
            return true;
        }
        catch (IOException e)
        {
            isFull = true;
            CutTo(end);
            if (aside is null)
                Console.Error.WriteLine($"Matrix: the results file {file.Name} cannot be written any more: {e.Message} The tests go on. Make room on the disk, then run again.");
            return false;
        }
    }

    private void CutTo(long end)
    {
        try
        {
            file!.SetLength(end);
        }
        catch (IOException)
        {
            // A disk that is gone, rather than full. Half a line costs its reader that line.
        }
    }
}
