using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Matrix.Cli.Merging;
using Matrix.Cli.Summaries;

namespace Matrix.Cli.Reports;

/// <summary><c>report.html</c>: one file that asks for nothing else, made of the files in <c>Html/</c> and the results.</summary>
internal static partial class HtmlReport
{
    private const string Results = "<script id=\"results\" type=\"application/json\">";

    /// <summary>Writes the page.</summary>
    public static void Write(MatrixResults results, Wording wording, Stream output)
    {
        var page = Reference().Replace(Resource("report.html"), InPlace);
        var data = page.IndexOf(Results, StringComparison.Ordinal) + Results.Length;
        output.Write(Encoding.UTF8.GetBytes(page[..data]));
        HtmlReportData.Write(results, wording, output);
        output.Write(Encoding.UTF8.GetBytes(page[data..]));
    }

    // <link rel="stylesheet" href="x.css"> and <script src="x.js"></script>, as they are while the page is worked on.
    private static string InPlace(Match reference)
    {
        var file = reference.Groups["file"].Value;
        var tag = file.EndsWith(".css", StringComparison.Ordinal) ? "style" : "script";
        return $"<{tag}>\n{Resource(file)}</{tag}>";
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"eng/Cli/Reports/Html/{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("""<link rel="stylesheet" href="(?<file>[\w.]+)">|<script src="(?<file>[\w.]+)"></script>""", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
