using System.Text;
using Matrix.Cli.Results;
using Matrix.Cli.Writing;
using Matrix.Harness.Results;
using Matrix.Harness.Text;

namespace Matrix.Cli.Running;

/// <summary>What a test program prints: into a log, where it steers nothing, and apart from that the results that no file took.</summary>
/// <param name="log">The log's file.</param>
/// <param name="unwritten">Told when the log cannot be written; the output is read on all the same.</param>
/// <param name="aside">Gets each line of results.</param>
internal sealed class ProgramOutput(string log, Unwritten unwritten, Action<string> aside) : IDisposable
{
    private const int LongestLogLine = 1 << 16;

    private readonly Lock gate = new();
    private FileStream? file;

    /// <summary>Copies until all streams have ended.</summary>
    public async Task CopyAsync(params IEnumerable<Stream> streams)
    {
        Try(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(log)!);
            file = new FileStream(log, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        });
        await Task.WhenAll(streams.Select(CopyAsync));
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    private async Task CopyAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        var buffer = new char[8192];
        var line = new StringBuilder();
        while (await reader.ReadAsync(buffer) is var count and > 0)
        {
            foreach (var c in buffer.AsSpan(0, count))
            {
                if (c == ResultsFile.Aside && line.Length > 0)
                    Log(line.Append('\n'));
                line.Append(c);
                if (c != '\n' && line.Length >= (line[0] == ResultsFile.Aside ? ResultsFiles.LongestLine : LongestLogLine))
                    line.Append('\n');
                if (line[^1] == '\n')
                    Take(line);
            }
        }

        Take(line);
    }

    private void Take(StringBuilder line)
    {
        if (line.Length == 0 || line[0] != ResultsFile.Aside)
        {
            Log(line);
            return;
        }

        aside(line.ToString(1, line.Length - 1));
        line.Clear();
    }

    private void Log(StringBuilder line)
    {
        var bytes = Encoding.UTF8.GetBytes(PlainText.Of(line.ToString()));
        line.Clear();
        lock (gate)
            Try(() => file?.Write(bytes));
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            file = null;
            unwritten.Add(log, e.Message);
        }
    }
}
