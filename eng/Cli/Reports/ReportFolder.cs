using System.Text;
using Matrix.Cli.Merging;
using Matrix.Cli.Summaries;
using Matrix.Cli.Writing;

namespace Matrix.Cli.Reports;

/// <summary>What lies in a results folder for people and for other tools: one set of results, in each format.</summary>
internal static class ReportFolder
{
    /// <summary>Writes <c>results.json</c> and every report beside it, each in one step: a reader sees the whole of a file or none.</summary>
    /// <param name="results">The results.</param>
    /// <param name="folder">The folder. It is made where there is none.</param>
    /// <param name="wording">How commands are spelled.</param>
    /// <param name="unwritten">Told of each file that cannot be written. The others are.</param>
    public static void Write(MatrixResults results, string folder, Wording wording, Unwritten unwritten)
    {
        WriteFile(Path.Combine(folder, "results.json"), file => ResultsDocument.Write(results, file), unwritten);
        WriteFile(Path.Combine(folder, Page), file => HtmlReport.Write(results, wording, file), unwritten);
        WriteFile(MarkdownIn(folder), file => file.Write(Encoding.UTF8.GetBytes(MarkdownReport.Write(results, wording))), unwritten);
        WriteFile(Path.Combine(folder, "junit.xml"), file => JUnitReport.Write(results, file), unwritten);
        WriteFile(Path.Combine(folder, "ctrf.json"), file => CtrfReport.Write(results, file), unwritten);
    }

    /// <summary>The name of the page.</summary>
    public const string Page = "report.html";

    /// <summary>The report of a folder in Markdown.</summary>
    public static string MarkdownIn(string folder) => Path.Combine(folder, "report.md");

    private static void WriteFile(string path, Action<Stream> write, Unwritten unwritten)
    {
        var half = path + ".half-written";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = File.Create(half))
                write(file);
            File.Move(half, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An older one would be taken for this run's.
            Remove(half);
            Remove(path);
            unwritten.Add(path, e.Message);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that takes no file may not give one back either, and that it is not written is told.
        }
    }
}
