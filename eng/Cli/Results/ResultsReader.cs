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
    /// <exception cref="ResultsFileException">A line cannot be understood, or the file cannot be read.</exception>
    public IReadOnlyList<ResultEvent> ReadMore()
    {
        var events = new List<ResultEvent>();
        if (!File.Exists(path))
            return events;
        using var file = ResultsFiles.Open(path);
        file.Position = offset;
        var buffer = new byte[1 << 16];
        for (var held = 0; file.Read(buffer, held, buffer.Length - held) is var count and > 0;)
        {
            held += count;
            var end = buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
            Parse(buffer.AsSpan(0, end), events);
            offset += end;
            held -= end;
            buffer.AsSpan(end, held).CopyTo(buffer);
            if (held == buffer.Length)
                Array.Resize(ref buffer, Longer(held));
        }

        return events;
    }

    /// <summary>What is left when nothing more will be written. A last line that was cut short is left out.</summary>
    /// <exception cref="ResultsFileException">A line cannot be understood, or the file cannot be read.</exception>
    public IReadOnlyList<ResultEvent> ReadLast()
    {
        var complete = ReadMore();
        if (!File.Exists(path))
            return complete;
        using var file = ResultsFiles.Open(path);
        file.Position = offset;
        var rest = new byte[file.Length - offset];
        file.ReadExactly(rest);
        var last = new List<ResultEvent>();
        try
        {
            Parse(rest, last);
        }
        catch (ResultsFileException)
        {
            // Cut short.
        }

        return [.. complete, .. last];
    }

    private int Longer(int length) => length < ResultsFiles.LongestLine
        ? length * 2
        : throw new ResultsFileException(path, line + 1, $"The line is longer than {ResultsFiles.LongestLine >> 20} MiB, which none of Matrix's is.");

    private void Parse(ReadOnlySpan<byte> text, List<ResultEvent> events)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            var bytes = text[range];
            if (bytes.IsEmpty)
                continue;
            line++;
            events.Add(ParseLine(bytes));
        }
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
            RunStarted { Version: var version } when !FormatVersions.AreRead(version) => throw new ResultsFileException(path, line, FormatVersions.Refusal(version)),
            null => throw new ResultsFileException(path, line, "This is no line of Matrix's results: it is null."),
            _ => read,
        };
    }
}
