using System.Text;
using Matrix.Harness.Text;

namespace Matrix.Cli.Merging;

/// <summary>The last lines of a log, however long it is.</summary>
internal static class LogTail
{
    private const int Lines = 10, Bytes = 1 << 16, LongestLine = 500;

    /// <summary>The last lines that are not blank; none where there is no log, or none that can be read.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Position = Math.Max(0, file.Length - Bytes);
            using var reader = new StreamReader(file, Encoding.UTF8);
            var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !string.IsNullOrWhiteSpace(l)).TakeLast(Lines);
            return [.. lines.Select(l => PlainText.Of(Cut(l.TrimEnd())))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return [];
        }
    }

    private static string Cut(string line) => line.Length <= LongestLine ? line : line[..LongestLine] + "…";
}
