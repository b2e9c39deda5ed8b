using Matrix.Cli.Merging;

namespace Matrix.Cli.Reports;

/// <summary>The exceptions of a failure with their stacks, as text: the innermost first.</summary>
internal static class FailureTrace
{
    /// <summary>The trace, or <see langword="null"/> when nothing was thrown.</summary>
    /// <remarks>Of several exceptions each has its message; that of a single one is the cell's error.</remarks>
    public static string? Of(Cell cell) => cell.Exceptions is not { Count: > 0 } exceptions ? null : string.Join('\n', exceptions.SelectMany(e => (string[])
    [
        exceptions.Count == 1 ? e.Type : $"{e.Type}: {e.Message}",
        .. e.Stack.Select(f => f.StartsWith('…') ? $"   {f}" : $"   at {f}"),
    ]));

    /// <summary>Why a cell is red, and the trace.</summary>
    public static string Whole(Cell cell) => string.Join("\n\n", ((string?[])[cell.Error, Of(cell)]).Where(t => !string.IsNullOrEmpty(t)));
}
