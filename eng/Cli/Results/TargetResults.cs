using Matrix.Harness.Results;

namespace Matrix.Cli.Results;

/// <summary>What a results file has said of its target so far.</summary>
internal sealed class TargetResults
{
    private readonly Dictionary<string, CellJudged> cells = new(StringComparer.Ordinal);
    private readonly List<ProblemFound> problems = [];
    private readonly List<string> search = [];

    /// <summary>The first line, once it is there.</summary>
    public RunStarted? Started { get; private set; }

    /// <summary>What was said while a server was looked for.</summary>
    public IReadOnlyList<string> Search => search;

    /// <summary>The server, once it answers.</summary>
    public ServerReady? Server { get; private set; }

    /// <summary>What was said of a server that is not there, or no longer.</summary>
    public ServerMissing? NoServer { get; private set; }

    /// <summary>The tests that were going to run.</summary>
    public IReadOnlySet<string> Bound { get; private set; } = new HashSet<string>();

    /// <summary>The verdicts so far, by the behaviour's name.</summary>
    public IReadOnlyDictionary<string, CellJudged> Cells => cells;

    /// <summary>What is wrong with the run rather than with a test.</summary>
    public IReadOnlyList<ProblemFound> Problems => problems;

    /// <summary>The last line, once it is there.</summary>
    public RunEnded? Ended { get; private set; }

    /// <summary>Which lines of its file could not be understood; <see langword="null"/> when all could.</summary>
    public string? Damage { get; private set; }

    /// <summary>The results in a file that is finished.</summary>
    /// <exception cref="ResultsFileException">The file cannot be read, or has another version of the format.</exception>
    public static TargetResults Read(string path)
    {
        var results = new TargetResults();
        var reader = new ResultsReader(path);
        results.Add(reader.ReadLast());
        results.Damage = reader.Damage;
        return results;
    }

    /// <summary>The results of several runs of one target: the first's, with what is worse in a later one.</summary>
    public static TargetResults Combine(IReadOnlyList<TargetResults> runs)
    {
        var combined = new TargetResults
        {
            Started = runs[0].Started,
            Server = runs.Select(r => r.Server).FirstOrDefault(s => s is not null),
            NoServer = runs.Select(r => r.NoServer).FirstOrDefault(s => s is not null),
            Bound = runs.SelectMany(r => r.Bound).ToHashSet(StringComparer.Ordinal),
            Ended = runs.Any(r => r.Ended is null) ? null : runs[0].Ended! with { DurationMs = runs.Sum(r => r.Ended!.DurationMs) },
        };
        combined.problems.AddRange(runs.SelectMany(r => r.problems).Distinct());
        combined.Add(runs.SelectMany(r => r.cells.Values));
        return combined;
    }

    /// <summary>Takes further lines in.</summary>
    public void Add(IEnumerable<ResultEvent> events)
    {
        foreach (var line in events)
            Add(line);
    }

    private void Add(ResultEvent line)
    {
        switch (line)
        {
            case RunStarted started: Started = started; break;
            case ServerSought sought: search.Add(sought.Message); break;
            case ServerReady ready: Server = ready; break;
            case ServerMissing missing: NoServer = missing; break;
            case CellsBound bound: Bound = bound.Names.ToHashSet(StringComparer.Ordinal); break;
            case ProblemFound problem: problems.Add(problem); break;
            case RunEnded ended: Ended = ended; break;
            case CellJudged cell: Add(cell); break;
        }
    }

    // Rows of a theory may share a name; the one that is worse stands for both.
    private void Add(CellJudged cell)
    {
        if (!cells.TryGetValue(cell.Name, out var other) || other.Verdict.IsGreen())
            cells[cell.Name] = cell;
    }
}
