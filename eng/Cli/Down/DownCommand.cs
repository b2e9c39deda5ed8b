using Matrix.Harness.Servers.Keeping;

namespace Matrix.Cli.Down;

/// <summary><c>matrix down</c>: removes what runs left outside their processes, and says what it was.</summary>
/// <param name="removeAsync">Removes all that nobody uses; returns all that was found.</param>
/// <param name="output">Where it is said.</param>
internal sealed class DownCommand(Func<CancellationToken, Task<IReadOnlyList<Leftover>>> removeAsync, TextWriter output)
{
    /// <summary>Removes.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await removeAsync(cancellationToken);
            foreach (var leftover in found.OrderBy(l => l.State is LeftoverState.InUse or LeftoverState.OutOfReach))
                await output.WriteLineAsync($"{Fate(leftover.State)}: {leftover.Description}");
            if (found.Count == 0)
                await output.WriteLineAsync("Nothing that Matrix made is left.");
            return found.Any(l => l.State == LeftoverState.OutOfReach) ? ExitCodes.Server : ExitCodes.Green;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync("Cancelled. What was not removed yet is found by the next run, or by matrix down.");
            return ExitCodes.Cancelled;
        }
    }

    private static string Fate(LeftoverState state) => state switch
    {
        LeftoverState.InUse => "in use, left alone",
        LeftoverState.OutOfReach => "out of reach, left alone",
        _ => "removed",
    };
}
