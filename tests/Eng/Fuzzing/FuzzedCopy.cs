using System.Text;
using CsCheck;
using Matrix.Harness.Results;
using Matrix.Tests.Eng.Cli;
using Spectre.Console;
using Xunit;
using Copy = Matrix.Cli.Repository;

namespace Matrix.Tests.Eng.Fuzzing;

/// <summary>A working copy in which one file may be anything.</summary>
internal sealed class FuzzedCopy : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();

    public FuzzedCopy()
    {
        folder.Write("eng/targets.json", TargetsText);
        folder.Write("tests/Shared/Behaviours/S.cs", "");
        folder.Write("tests/Shared/Behaviours/S.differences.json", LedgerText);
        folder.Write("docs/claims.json", ClaimsText);
        Repository = new(folder.Path);
    }

    public static string TargetsText { get; } = """
        { "targets": [
          { "name": "sqlite", "backend": "sqlite", "engine": "sqlite", "default": true },
          { "name": "postgres@18", "backend": "postgres", "engine": "postgres", "version": "18", "image": "postgres:18", "default": true } ] }
        """;

    public static string LedgerText { get; } = """
        {
          "$schema": "../../../docs/ledger.schema.json",
          "A": {
            "reason": "It depends.", "source": "https://example.org/why", "sql": "SELECT 1",
            "measured": ["sqlite@3.50", "postgres@18"],
            "observations": { "x": { "sqlite": 1, "postgres": "a", "postgres@<18": null, "mysql": { "error": "syntax", "number": 1 } } },
            "fails": { "mysql": { "error": "unique", "sqlState": "23000", "number": 1062 } }
          },
          "B(x: 1)": { "reason": "", "source": "", "observations": { "y": { "sqlite@3.40..3.50": true, "postgres": false } } }
        }
        """;

    public static string ClaimsText { get; } = """
        [ { "text": "It is so", "open": "perhaps", "holdsIf": [ { "behaviour": "S.A", "label": "x", "engine": "sqlite", "answer": 1 }, { "ledger": "tests/Shared/Behaviours", "behaviour": "S.A", "label": "x", "engine": "postgres", "answer": "a" } ] } ]
        """;

    public Copy Repository { get; }

    public IAnsiConsole Console => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });

    /// <summary>What was printed since it was last asked for.</summary>
    public string Printed()
    {
        var printed = output.ToString();
        output.GetStringBuilder().Clear();
        return printed;
    }

    public string PathOf(params string[] parts) => folder.PathOf(parts);

    /// <summary>The lines of a target's results, of each type at least one.</summary>
    public string Lines()
    {
        var path = PathOf("lines");
        using (var file = new ResultsFile(path))
        {
            ResultEvent[] lines =
            [
                Ran.Started(Ran.Sqlite) with { Shard = "1/2", Division = "d", Seed = 7 }, new ServerSought("given: none"), new CellsBound(["S.A", "S.B"]), Ran.Ready(Ran.Sqlite), Ran.Pass("S.A"), Ran.Differs("S.B", "x", 1),
                Ran.Fails("S.C", "no") with { LedgerKey = "S.C", LedgerEntry = "{}", Sql = ["SELECT 1"], Kept = "sqlite3 x.db" }, new ServerMissing("It is gone.", Lost: true), new ProblemFound(Matrix.Harness.Verdicts.Verdict.Fail, "leak", "It leaks."), Ran.Ended,
            ];
            foreach (var line in lines)
                file.Append(line);
        }

        return File.ReadAllText(path);
    }

    /// <summary>Puts a file in its place, does something with it, and holds it to be as it was.</summary>
    public async Task<int> WithAsync(string path, byte[] content, Func<Task<int>> command)
    {
        var file = PathOf(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, content);
        try
        {
            return await command();
        }
        finally
        {
            Assert.Equal(content, File.ReadAllBytes(file));
        }
    }

    public static string Show(byte[] content) => string.Concat(Encoding.UTF8.GetString(content).Select(c => c is >= ' ' and <= '~' or '\n' ? c.ToString() : $"\\u{(int)c:x4}"));

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
    }
}
