using Xunit;

namespace Matrix.Tests.Eng;

/// <summary>An output held against a file that a person has read.</summary>
internal static class Snapshot
{
    /// <summary>Compares. What was written instead is left beside, as <c>.received</c>.</summary>
    /// <param name="actual">The output.</param>
    /// <param name="path">The file, from this project's folder.</param>
    public static void Matches(string actual, params string[] path)
    {
        var file = Repository.PathOf(["tests", "Eng", .. path]);
        var received = file + ".received";
        var text = actual.ReplaceLineEndings("\n");
        if (File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        var expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.Fail($"{file} is not what was written; {received} is. Read it, and if it is right, put it in the first's place.\n{FirstDifference(expected, text)}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(before.Length, after.Length)).First(i => before.ElementAtOrDefault(i) != after.ElementAtOrDefault(i));
        return $"Line {line + 1}\nexpected: {before.ElementAtOrDefault(line)}\nwritten:  {after.ElementAtOrDefault(line)}";
    }
}
