using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Matrix.Harness.Text;

namespace Matrix.Harness.Faults;

/// <summary>An error that nobody foresaw, as one line for the reader and a file with the trace for whoever looks into it.</summary>
public static partial class CrashReport
{
    /// <summary>The exit code of a process that ended with such an error.</summary>
    public const int ExitCode = 70;

    /// <summary>Writes the trace to the first folder that takes it, and says so in one line.</summary>
    /// <param name="error">The error.</param>
    /// <param name="what">What was going on, such as <c>matrix run</c>. It must hold no password.</param>
    /// <param name="folders">Where the file may go, the best first. The folder for temporary files comes last of itself.</param>
    /// <returns>What to print.</returns>
    public static string Write(Exception error, string what, params IEnumerable<string> folders)
    {
        var message = PlainText.Of(OneLine(WithoutPasswords(error.Message)));
        var file = WriteTrace(error, what, folders.Append(Path.GetTempPath()));
        return $"{what}: this error was not foreseen: {error.GetType().Name}: {message} "
            + (file is null ? "No folder takes the file with its trace. " : $"Its trace is in {file}. ")
            + "Please report it with that file, so that the next version says what to do.";
    }

    /// <summary>A text without what looks like a password in it.</summary>
    /// <param name="text">The text.</param>
    public static string WithoutPasswords(string text) => UrlPassword().Replace(KeyPassword().Replace(text, "$1***"), "$1***@");

    private static string? WriteTrace(Exception error, string what, IEnumerable<string> folders)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"matrix-error-{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Environment.ProcessId}.txt");
        var text = $"{what}\nMatrix {typeof(CrashReport).Assembly.GetName().Version}, .NET {Environment.Version}, {RuntimeInformation.OSDescription}\n\n{WithoutPasswords(error.ToString())}\n";
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, name);
            try
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(path, text);
                return path;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                Remove(path);
            }
        }

        return null;
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // A folder that takes no file may not give one back either.
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("""((?:password|pwd)\s*=\s*)(?:'[^']*'|"[^"]*"|[^;\s"']*)""", RegexOptions.IgnoreCase)]
    private static partial Regex KeyPassword();

    [GeneratedRegex("""(://[^\s/:@]*:)[^\s/@]*@""")]
    private static partial Regex UrlPassword();
}
