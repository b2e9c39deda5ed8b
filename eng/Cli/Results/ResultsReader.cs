using System.Text.Json;
using Matrix.Harness.Results;

namespace Matrix.Cli.Results;

/// <summary>Reads a results file, finished or still being written.</summary>
/// <param name="path">The file. One that does not exist yet has no lines yet.</param>
internal sealed class ResultsReader(string path)
{
    private long offset;
    private int line;

    /// <summary>The lines that were completed since the last call.</summary>
    /// <exception cref="ResultsFileException">A line cannot be understood.</exception>
    public IReadOnlyList<ResultEvent> ReadMore()
    {
        var bytes = Unread();
        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        offset += end;
        return Parse(bytes.AsSpan(0, end));
    }

    /// <summary>What is left when nothing more will be written. A last line that was cut short is left out.</summary>
    /// <exception cref="ResultsFileException">A line cannot be understood.</exception>
    public IReadOnlyList<ResultEvent> ReadLast()
    {
        var complete = ReadMore();
        try
        {
            return [.. complete, .. Parse(Unread())];
        }
        catch (ResultsFileException)
        {
            return complete;
        }
    }

    private byte[] Unread()
    {
        if (!File.Exists(path))
            return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length <= offset)
            return [];
        file.Position = offset;
        var bytes = new byte[file.Length - offset];
        file.ReadExactly(bytes);
        return bytes;
    }

    private List<ResultEvent> Parse(ReadOnlySpan<byte> text)
    {
        var events = new List<ResultEvent>();
        foreach (var range in text.Split((byte)'\n'))
        {
            var bytes = text[range];
            if (bytes.IsEmpty)
                continue;
            line++;
            events.Add(ParseLine(bytes));
        }

        return events;
    }

    private ResultEvent ParseLine(ReadOnlySpan<byte> bytes)
    {
        ResultEvent? read;
        try
        {
            read = JsonSerializer.Deserialize(bytes, ResultJson.Default.ResultEvent);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new ResultsFileException(path, line, $"This is no line of Matrix's results: {e.Message.Split(" Path:")[0].TrimEnd('.')}.");
        }

        return read switch
        {
            RunStarted { Version: var version } when version != RunStarted.CurrentVersion =>
                throw new ResultsFileException(path, line, $"The file has version {version} of the format; this Matrix reads version {RunStarted.CurrentVersion}."),
            null => throw new ResultsFileException(path, line, "This is no line of Matrix's results: it is null."),
            _ => read,
        };
    }
}
