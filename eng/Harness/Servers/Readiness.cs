using System.Data.Common;
using System.Diagnostics;

namespace Matrix.Harness.Servers;

/// <summary>Waits for a server that was started to answer its first query.</summary>
/// <param name="request">Who asks, and how long to wait.</param>
/// <param name="what">What was started, for a person to read.</param>
public sealed class Readiness(ServerRequest request, string what)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether it is worth asking, as far as can be seen without: a question that nobody hears costs milliseconds of processor time, which the server needs. By default it is.</summary>
    public Func<bool> IsListening { private get; init; } = static () => true;

    /// <summary>Asks until the server answers.</summary>
    /// <param name="connectionString">How to ask. Holds the password: never print it.</param>
    /// <param name="pause">How long to wait between two attempts, at the least.</param>
    /// <param name="endedAsync">Tells how the server ended, if it has; else <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SourceUnavailableException">It ended, or does not answer in time.</exception>
    /// <exception cref="MatrixException">It answers, and is not what the target asks for.</exception>
    public async Task<EngineIdentity> WaitAsync(
        string connectionString, TimeSpan pause, Func<CancellationToken, ValueTask<string?>> endedAsync, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var nextWord = request.WordEvery;
        while (true)
        {
            var refusal = await AskAsync(connectionString, endedAsync, cancellationToken).ConfigureAwait(false);
            if (refusal.Engine is { } engine)
                return Checked(engine);
            if (refusal.Error is DbException error && request.Driver.Describe(error).Kind == ErrorKind.AccessDenied)
                throw Denied(error);
            var waited = Stopwatch.GetElapsedTime(started);
            if (waited > request.Patience)
                throw TooSlow(refusal.Error!);
            if (waited > nextWord)
            {
                request.Report($"{what} does not answer yet after {waited.TotalSeconds:0} s; waiting up to {request.Patience.TotalSeconds:0} s");
                nextWord += request.WordEvery;
            }

            // Each look takes from a busy machine what the server needs; one twentieth later does not show.
            await Task.Delay(TimeSpan.FromTicks(Math.Max(pause.Ticks, waited.Ticks / 20)), cancellationToken).ConfigureAwait(false);
        }
    }

    // What answers, or does not, may be another than the server that was started: a question without an answer must not hide that this one has ended.
    private async Task<(EngineIdentity? Engine, Exception? Error)> AskAsync(
        string connectionString, Func<CancellationToken, ValueTask<string?>> endedAsync, CancellationToken cancellationToken)
    {
        if (!IsListening())
            return await endedAsync(cancellationToken).ConfigureAwait(false) is { } dead ? throw Ended(dead) : (null, new IOException("It does not listen yet."));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = AskAsync(connectionString, giveUp.Token);
        while (await Task.WhenAny(asking, Task.Delay(BetweenLooks, cancellationToken)).ConfigureAwait(false) != asking)
        {
            if (await endedAsync(cancellationToken).ConfigureAwait(false) is not { } silent)
                continue;
            await giveUp.CancelAsync().ConfigureAwait(false);
            throw Ended(silent);
        }

        var answer = await asking.ConfigureAwait(false);
        return answer.Engine is null && await endedAsync(cancellationToken).ConfigureAwait(false) is { } lastWords ? throw Ended(lastWords) : answer;
    }

    private async Task<(EngineIdentity? Engine, Exception? Error)> AskAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            return (await request.Driver.IdentifyAsync(connectionString, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception e) when (e is DbException or TimeoutException or IOException)
        {
            return (null, e);
        }
    }

    private EngineIdentity Checked(EngineIdentity engine) => request.Target.Matches(engine)
        ? engine
        : throw new MatrixException(
            $"{what} says that it is {engine.Name} {engine.Version}, and {request.Target.Name} was asked for. "
            + $"Mend the entry of {request.Target.Name} in eng/targets.json, or what stands behind {what}.");

    private SourceUnavailableException Ended(string lastWords) => new(
        $"{what} ended before it answered. It said: {lastWords}",
        lastWords.Contains("No space left", StringComparison.OrdinalIgnoreCase) || lastWords.Contains("disk full", StringComparison.OrdinalIgnoreCase)
            ? "Make room (matrix down removes what Matrix left; docker system df shows what containers use), then run again."
            : $"Mend what it says, then run again; MATRIX_SOURCE names another way to have {request.Target.Name}.");

    private SourceUnavailableException Denied(DbException error) => new(
        $"{what} refuses its own administrator: {error.Message}", "Run matrix down, so that its data directory is made anew, then run again.", error);

    private SourceUnavailableException TooSlow(Exception error) => new(
        $"{what} did not answer within {request.Patience.TotalSeconds:0} s. Its last word: {error.Message}",
        "Run again on a less busy machine, or set MATRIX_PATIENCE to more seconds.", error);
}
