namespace Matrix.Harness.Results;

/// <summary>Takes failures apart: every exception that one consists of, the innermost first, each with its stack.</summary>
/// <param name="root">The repository's folder when it was built, from which files are named; <see langword="null"/> when it is not known.</param>
public sealed class FailureReader(string? root)
{
    private readonly SourceFiles files = new(root);

    /// <summary>The exceptions of a failure, each after those inside it.</summary>
    /// <remarks>What only holds others together, an aggregate that nobody threw or a verdict on what was thrown, is left out.</remarks>
    public IReadOnlyList<ThrownError> Read(Exception exception) => [.. InnermostFirst(exception, []).Select(e => Describe(e.GetType().ToString(), e.Message, e.StackTrace))];

    /// <summary>The exceptions of a failure that a test framework has taken apart already, each after those inside it.</summary>
    /// <param name="types">Their types.</param>
    /// <param name="messages">Their messages.</param>
    /// <param name="stacks">Their stacks.</param>
    /// <param name="parents">For each, which one it is inside of; -1 for the outermost.</param>
    public IReadOnlyList<ThrownError> Read(IReadOnlyList<string?> types, IReadOnlyList<string> messages, IReadOnlyList<string?> stacks, IReadOnlyList<int> parents)
    {
        var found = new List<ThrownError>();
        Add(-1);
        return found;

        void Add(int parent)
        {
            for (var i = 0; i < parents.Count; i++)
            {
                if (parents[i] != parent)
                    continue;
                Add(i);
                if (stacks[i] is not null || types[i] != typeof(AggregateException).FullName)
                    found.Add(Describe(types[i] ?? "", messages[i], stacks[i]));
            }
        }
    }

    /// <summary>Where a test stands.</summary>
    /// <returns><see langword="null"/> when its compiler did not say.</returns>
    public SourcePlace? PlaceOf(string? file, int? line) => file is { Length: > 0 } && line is > 0 ? files.Of(file, line.Value) : null;

    /// <summary>A failure in words: the innermost exception's message, and those that it is inside of.</summary>
    public static string Spell(IReadOnlyList<ThrownError> exceptions) => exceptions is [var only]
        ? only.Message
        : string.Join('\n', exceptions.Select((e, i) => (i == 0 ? "" : "  inside ") + $"{e.ShortType}: {(i == 0 ? e.Message : e.Message.Split('\n')[0].TrimEnd())}"));

    private ThrownError Describe(string type, string message, string? stackTrace)
    {
        var (frames, at) = StackFrames.Read(stackTrace, files);
        return new(type, message, frames) { At = at };
    }

    private static IEnumerable<Exception> InnermostFirst(Exception exception, HashSet<Exception> seen)
    {
        if (!seen.Add(exception))
            yield break;
        var inside = exception is AggregateException several ? [.. several.InnerExceptions] : exception.InnerException is { } inner ? (Exception[])[inner] : [];
        foreach (var found in inside.SelectMany(e => InnermostFirst(e, seen)))
            yield return found;
        if (exception is not Verdicts.VerdictException && !(exception is AggregateException && exception.StackTrace is null))
            yield return exception;
    }
}
