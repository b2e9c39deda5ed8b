using System.Globalization;
using System.Text.RegularExpressions;

namespace Matrix.Harness.Results;

/// <summary>Reads a stack as .NET spells it, and folds what is not the test's.</summary>
internal static partial class StackFrames
{
    private static readonly string[] OfTheHarness =
    [
        "Matrix.Harness.", "Xunit.", "Microsoft.Testing.", "InvokeStub_", "System.Reflection.", "System.RuntimeMethodHandle.", "System.Runtime.CompilerServices.",
        "System.Runtime.ExceptionServices.", "System.Threading.Tasks.", "System.Threading.ExecutionContext.",
    ];

    /// <summary>The frames, and the innermost that lies in the repository. A stack that is the harness's alone is not folded.</summary>
    public static (IReadOnlyList<string> Frames, SourcePlace? At) Read(string? stackTrace, SourceFiles files)
    {
        var frames = (stackTrace ?? "").Split('\n').Select(l => Frame().Match(l.TrimEnd())).Where(m => m.Success)
            .Select(m => (Call: m.Groups["call"].Value, Place: PlaceOf(m, files), Where: m.Groups["file"].Value)).ToList();
        var all = frames.TrueForAll(f => IsOfTheHarness(f.Call));
        var lines = new List<string>();
        var folded = 0;
        foreach (var (call, place, where) in frames)
        {
            if (!all && IsOfTheHarness(call))
            {
                folded++;
                continue;
            }

            Unfold();
            lines.Add(place is not null ? $"{call} in {place}" : where.Length > 0 ? $"{call} in {Path.GetFileName(where.Replace('\\', '/'))}" : call);
        }

        Unfold();
        return (lines, frames.Where(f => !IsOfTheHarness(f.Call)).Select(f => f.Place).FirstOrDefault(p => p is not null));

        void Unfold()
        {
            if (folded > 0)
                lines.Add(folded == 1 ? "… 1 frame of the test harness" : $"… {folded} frames of the test harness");
            folded = 0;
        }
    }

    private static SourcePlace? PlaceOf(Match frame, SourceFiles files) =>
        int.TryParse(frame.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? files.Find(frame.Groups["file"].Value, line) : null;

    private static bool IsOfTheHarness(string call) => Array.Exists(OfTheHarness, p => call.StartsWith(p, StringComparison.Ordinal));

    [GeneratedRegex(@"^\s*at (?<call>.+?)( in (?<file>.+):line (?<line>\d+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Frame();
}
