using System.Text;
using CsCheck;
using Matrix.Cli.CommandLine;
using Matrix.Cli.Comparing;
using Matrix.Cli.Dialects;
using Matrix.Cli.Explaining;
using Matrix.Cli.Merging;
using Matrix.Cli.Planning;
using Matrix.Cli.Reports;
using Matrix.Cli.Running;
using Matrix.Harness.Runs;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;
using Matrix.Tests.Eng.Cli;
using Xunit;
using RunOptions = Matrix.Cli.Running.RunOptions;

namespace Matrix.Tests.Eng.Fuzzing;

/// <summary>No input ends in a trace, hangs, takes the machine's memory, or costs a file.</summary>
public sealed class FuzzTests : IDisposable
{
    private readonly FuzzedCopy copy = new();

    [Fact]
    public void Lists_of_targets() => Files("eng/targets.json", () =>
    {
        foreach (var format in PlanCommand.Formats)
            PlanCommand.Write(copy.Repository, "every", 2, format);
        _ = TargetList.Read(copy.Repository.TargetsFile).DefaultOf("sqlite");
        return Task.FromResult(0);
    }, FuzzedCopy.TargetsText);

    [Fact]
    public void Ledgers() => Files("tests/Shared/Behaviours/S.differences.json", () =>
    {
        new DialectsCommand(copy.Repository).Write();
        return Task.FromResult(new ExplainCommand(copy.Repository, new("A"), copy.Console).Execute());
    }, FuzzedCopy.LedgerText);

    [Fact]
    public void Claims() => Files("docs/claims.json", () =>
    {
        new DialectsCommand(copy.Repository).Write();
        return Task.FromResult(0);
    }, FuzzedCopy.ClaimsText);

    [Fact]
    public void Lines_of_results() => Files("in/sqlite.jsonl", ReportAsync, copy.Lines());

    [Fact]
    public void Merged_results() => Files("in/results.json", ReportAsync, Document());

    [Fact]
    public void Durations()
    {
        var durations = Mutations.Of("""{ "S.A": 1.5, "S.B": 1e3, "S.C(x: 1)": 0 }""");
        Survival.Try(durations, content => copy.WithAsync("durations.json", content, () =>
        {
            var shard = new Shard(1, 3) { Durations = Shard.ReadDurations(copy.PathOf("durations.json")) };
            _ = shard.Of(["S.A", "S.B", "S.D"]);
            return Task.FromResult(0);
        }), FuzzedCopy.Show);
    }

    [Fact]
    public void Arguments()
    {
        string[] words =
        [
            "run", "report", "diff", "explain", "seed", "up", "down", "plan", "doctor", "dialects", "mutate", "completion", "--backend", "-b", "--filter", "-f", "--failed", "--shard", "--durations", "--shuffle", "--repeat",
            "--watch", "--accept", "--results", "--no-build", "--source", "--keep", "--keep-failed", "--timeout", "--test-timeout", "--expect", "--pair", "--slower", "--url", "--file", "--force", "--format", "--shards",
            "--sample", "--seed", "--check", "--help", "-h", "-?", "--version", "-Backend", "-KeepFailed:", "", " ", "-", "--", "=", "@", "@x", "[suggest:3]", "[suggest:999999999999]", "[suggest]", "sqlite", "all", "every", "postgres@18", "a=b", "1/2", "0/0",
            "2/1", "0", "-1", "99999999999", "1e308", "NaN", "1m", "m", "1e9h", "*", "A.B(", "Category=slow", "\0", "\u001b[2J", "::error::", "\ud800", "bash", "json", "github",
        ];
        var word = Gen.Frequency((6, Gen.Int[0, words.Length - 1].Select(i => words[i])), (1, Gen.String[0, 12]));
        Survival.Try(word.Array[0, 8], InvokeAsync, arguments => string.Join(' ', arguments.Select(a => $"[{FuzzedCopy.Show(Encoding.UTF8.GetBytes(a))}]")));
    }

    [Fact]
    public void Addresses_of_servers()
    {
        var given = Mutations.Of(
            "Host=localhost;Port=5432;Username=me;Password='a;b';Database=x", "Server=127.0.0.1;Uid=root;Pwd=\"x\"\"y\";SslMode=Required", "postgres://me:p%40ss@[::1]:5432/db?sslmode=require", "mysql://root@localhost/", "mariadb://a,b/c", "sqlite:dev.db");
        Survival.Try(given, content =>
        {
            var text = Encoding.UTF8.GetString(content);
            foreach (var backend in (string[])["postgres", "mysql"])
            {
                var address = ServerAddress.Parse(text, backend, "MATRIX_POSTGRES");
                _ = ServerAddress.Describe(address);
                _ = ServerAddress.ToUrl(address, backend);
            }

            _ = Matrix.Cli.Development.SeedAddress.Of(new(null, text, null, false), _ => null);
            return Task.FromResult(0);
        }, FuzzedCopy.Show);
    }

    public void Dispose() => copy.Dispose();

    private void Files(string path, Func<Task<int>> command, params string[] texts) =>
        Survival.Try(Mutations.Of(texts), content => copy.WithAsync(path, content, command), FuzzedCopy.Show, copy.Printed);

    private async Task<int> ReportAsync()
    {
        var merged = await new ReportCommand(copy.Repository, new([copy.PathOf("in")], copy.PathOf("out"), null), copy.Console, new(copy.PathOf("summary.md"), TextWriter.Null)).ExecuteAsync(CancellationToken.None);
        _ = new DiffCommand(new(copy.PathOf("in"), copy.PathOf("out"), []), copy.Console).Execute();
        return merged;
    }

    private static string Document()
    {
        var results = Merger.Merge(
            [Ran.Whole(Ran.Sqlite, Ran.Pass("S.A"), Ran.Differs("S.B", "x", 1)), Ran.Whole(Ran.Postgres18, Ran.Pass("S.A"), Ran.Fails("S.B", "no"))],
            cancelled: false, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), TimeSpan.FromSeconds(1));
        using var output = new MemoryStream();
        ResultsDocument.Write(results, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private async Task<int> InvokeAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await MatrixCommand.InvokeAsync(arguments, new Handlers
        {
            Run = (options, _) => Task.FromResult(Check(options)),
            Plan = (backend, shards, format) => PlanCommand.Write(copy.Repository, backend, shards, format).Length > 0 ? 0 : 1,
            Doctor = _ => Task.FromResult(0),
            Dialects = _ => 0,
            Mutate = (_, _) => Task.FromResult(0),
            Down = _ => Task.FromResult(0),
            Up = (name, _, _) => Task.FromResult(TargetList.Read(copy.Repository.TargetsFile).One(name).Default ? 0 : 1),
            Seed = (options, _) => Task.FromResult(Matrix.Cli.Development.SeedAddress.Of(options, _ => null).Backend.Length > 0 ? 0 : 1),
            Report = (options, token) => new ReportCommand(copy.Repository, options with { Results = copy.PathOf("out") }, copy.Console).ExecuteAsync(token),
            Diff = options => new DiffCommand(options, copy.Console).Execute(),
            Explain = options => new ExplainCommand(copy.Repository, options, copy.Console).Execute(),
        }, output, error);
        return exitCode == 2 && error.ToString().Length == 0 ? throw new InvalidOperationException("It ended with 2 and said nothing.")
            : exitCode == 2 ? throw new Matrix.Harness.MatrixException(error.ToString()) : exitCode;
    }

    // What a run does with its options before it runs anything.
    private int Check(RunOptions options)
    {
        var targets = TargetList.Read(copy.Repository.TargetsFile).Select(options.Backend);
        _ = TestFilter.ArgumentsFor(options.Filters);
        _ = options.Results is null ? "" : ResultsFolder.FullPath(options.Results);
        using var patience = new CancellationTokenSource(options.Timeout);
        using var testPatience = new CancellationTokenSource(options.TestTimeout);
        return options.Durations is { } durations && ResultsDocument.Read(durations).Targets.Count < targets.Count ? 1 : 0;
    }
}
