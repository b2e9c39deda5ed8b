using System.Text;
using System.Text.Json;
using Matrix.Harness.Results;

namespace Matrix.Cli.Results;

/// <summary>Reads a results file, finished or still being written. A line that cannot be understood costs what that line said, and no more.</summary>
/// <param name="path">The file. One that does not exist yet has no lines yet.</param>
internal sealed class ResultsReader(string path)
{
    private const int ToldInFull = 3;

    private readonly List<string> unread = [];
    private long offset;
    private int line;
    private bool isInTooLong;

    /// <summary>Which lines were left out, and why; <see langword="null"/> when none was.</summary>
    public string? Damage => unread.Count == 0 ? null
        : string.Join('\n', unread.Take(ToldInFull)) + (unread.Count > ToldInFull ? $"\nand {unread.Count - ToldInFull} more such lines." : "")
            + $"\nWhat {(unread.Count == 1 ? "this line" : "these lines")} said is not known, and the rest is. Run the target again.";

    /// <summary>The lines that were completed since the last call.</summary>
    /// <exception cref="ResultsFileException">The file cannot be read, or has another version of the format.</exception>
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
            if (held < buffer.Length)
                continue;
            if (held < ResultsFiles.LongestLine)
            {
                Array.Resize(ref buffer, held * 2);
                continue;
            }

            isInTooLong = true;
            offset += held;
            held = 0;
        }

        return events;
    }

    /// <summary>What is left when nothing more will be written. A last line that was cut short is left out.</summary>
    /// <exception cref="ResultsFileException">The file cannot be read, or has another version of the format.</exception>
    public IReadOnlyList<ResultEvent> ReadLast()
    {
        var complete = ReadMore();
        if (!File.Exists(path))
            return complete;
        using var file = ResultsFiles.Open(path);
        file.Position = offset;
        var rest = new byte[file.Length - offset];
        file.ReadExactly(rest);
        // Where nothing follows, a line that is no line was cut short.
        return !isInTooLong && rest.Length > 0 && TryParse(rest, out var last, out _) ? [.. complete, Checked(last)] : complete;
    }

    /// <summary>Reads a line that came on another way than by the file.</summary>
    /// <returns>What it says, or <see langword="null"/> when it cannot be understood.</returns>
    public static ResultEvent? ReadLine(string text) => TryParse(Encoding.UTF8.GetBytes(text), out var read, out _) ? read : null;

    private void Parse(ReadOnlySpan<byte> text, List<ResultEvent> events)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            var bytes = text[range];
            if (bytes.IsEmpty && range.End.Value == text.Length)
                continue;
            line++;
            bytes = bytes.Trim(" \t\r"u8);
            if (isInTooLong)
                unread.Add($"{path}({line}): The line is longer than {ResultsFiles.LongestLine >> 20} MiB, which none of Matrix's is.");
            else if (bytes.IsEmpty)
                continue;
            else if (TryParse(bytes, out var read, out var complaint))
                events.Add(Checked(read));
            else
                unread.Add($"{path}({line}): This is no line of Matrix's results: {complaint}.");
            isInTooLong = false;
        }
    }

    private ResultEvent Checked(ResultEvent read) => read is RunStarted { Version: var version } && !FormatVersions.AreRead(version)
        ? throw new ResultsFileException(path, Math.Max(line, 1), FormatVersions.Refusal(version))
        : read;

    private static bool TryParse(ReadOnlySpan<byte> bytes, out ResultEvent read, out string complaint)
    {
        (read, complaint) = (null!, "");
        try
        {
            read = JsonSerializer.Deserialize(bytes, ResultJson.Default.ResultEvent)!;
            complaint = read is null ? "it is null" : LineCheck.Complaint(read) ?? "";
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            complaint = e.Message.Split(" Path:")[0].TrimEnd('.');
        }

        return complaint.Length == 0;
    }
}
