using System.Reflection;
using System.Security.Cryptography;
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
        Dictionary<string, List<string>> hashes = new() { ["style"] = [], ["script"] = [] };
        var page = Reference().Replace(Resource("report.html"), reference => InPlace(reference, hashes));
        page = page.Replace("'self'; script-src 'self'", $"{string.Join(' ', hashes["style"])}; script-src {string.Join(' ', hashes["script"])}", StringComparison.Ordinal);
        var data = page.IndexOf(Results, StringComparison.Ordinal) + Results.Length;
        output.Write(Encoding.UTF8.GetBytes(page[..data]));
        HtmlReportData.Write(results, wording, output);
        output.Write(Encoding.UTF8.GetBytes(page[data..]));
    }

    // <link rel="stylesheet" href="x.css"> and <script src="x.js"></script>, as they are while the page is worked on.
    // Only what stands here by its hash is run: nothing that is put into the page later.
    private static string InPlace(Match reference, Dictionary<string, List<string>> hashes)
    {
        var file = reference.Groups["file"].Value;
        var tag = file.EndsWith(".css", StringComparison.Ordinal) ? "style" : "script";
        var text = $"\n{Resource(file)}";
        hashes[tag].Add($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'");
        return $"<{tag}>{text}</{tag}>";
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"eng/Cli/Reports/Html/{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex("""<link rel="stylesheet" href="(?<file>[\w.]+)">|<script src="(?<file>[\w.]+)"></script>""", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
