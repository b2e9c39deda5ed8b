using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using Matrix.Harness.Leases;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Runs;
using Matrix.Harness.Servers;
using Matrix.Harness.Verdicts;
using Xunit.v3;

namespace Matrix.Harness.Xunit;

/// <summary>One test's time with its database: lease, judgement, end, and the line in the results.</summary>
internal sealed class LeasedTest(IXunitTest test, BehaviourRun run, LeaseServices services, TestRecorder recorder)
{
    private readonly string behaviour = test.TestMethod.TestClass.Class.Name + "." + test.TestMethod.Method.Name;
    private readonly string? arguments = BehaviourNames.ArgumentsOf(test.TestMethod, test.TestMethodArguments);
    private readonly bool hasOwnServer = OwnServerAttribute.IsOn(test.TestMethod.Method, test.TestMethod.TestClass.Class);
    private readonly Stack<object> made = new();
    private StartedServer? server;
    private DatabaseLease? lease;
    private Observations? observations;
    private Judgement? judgement;
    private IReadOnlyList<string> statements = [];
    private string? kept;
    private bool unavailable, recorded;
    private (double TookMs, Waits? Waited) time;

    /// <summary>Measures the test.</summary>
    public TestClock Clock { get; } = new(TimeProvider.System);

    private LedgerEntry? Entry => run.Ledger.Find(behaviour, arguments);

    // Rows of a theory may answer differently, so a new entry is for its row alone.
    private string LedgerKey => Entry?.Behaviour ?? behaviour + arguments;

    /// <summary>Waits for the server. Without one the test is red where a server is required, else skipped with the remedy.</summary>
    public async ValueTask BeginAsync()
    {
        try
        {
            server = await Clock.WaitForServerAsync(() => hasOwnServer ? run.StartOwnServerAsync() : run.ServerAsync());
            observations = new Observations(server.Server.Describe);
        }
        catch (ServerUnavailableException e)
        {
            unavailable = true;
            throw run.Options.Required ? e : new DynamicSkip(e.Message);
        }
    }

    /// <summary>What a constructor's parameter of a type gets.</summary>
    public async ValueTask<object> ResolveAsync(Type type)
    {
        if (type == typeof(Observations))
            return observations!;
        if (!services.Knows(type))
        {
            var offered = string.Join(", ", services.Types.Append(typeof(Observations)).Select(t => t.Name).Order(StringComparer.Ordinal));
            throw new MatrixException($"{behaviour} asks for a {type.Name} in its class's constructor, and {run.Backend} offers none. "
                + $"There are: {offered}. Register it in the backend's fixture, or take it from a class fixture.");
        }

        var isolation = hasOwnServer ? Isolation.OwnDatabase : OwnDatabaseAttribute.IsolationOf(test.TestMethod.Method, test.TestMethod.TestClass.Class);
        lease ??= await Clock.WaitForLeaseAsync(() => server!.Leases.LeaseAsync(isolation, behaviour + arguments, CancellationToken.None));
        var instance = services.Make(type, lease, observations!);
        if (services.IsRegistered(type))
            made.Push(instance);
        return instance;
    }

    /// <summary>Runs the test method and holds what it did against the ledger.</summary>
    /// <param name="method">The test method.</param>
    /// <param name="isSkip">Whether an exception is xUnit's way of skipping: that passes through.</param>
    /// <exception cref="VerdictException">The test did not do what the ledger says, without having failed by itself.</exception>
    public async Task JudgeAsync(Func<Task> method, Func<Exception, bool> isSkip)
    {
        Clock.Begin();
        Exception? thrown = null;
        try
        {
            await method();
        }
        catch (Exception e) when (e is not MatrixException && !isSkip(e) && !IsTimedOut(e))
        {
            thrown = e;
        }

        judgement = server!.Judge.Of(LedgerKey, Entry, observations!.Values, thrown);
        if (judgement.Message is null)
            return;
        if (!judgement.IsMendable)
            throw new VerdictException($"{behaviour}{arguments} on {server.Server.Engine}: failed, {judgement.Message}", thrown);
        var hint = Hint(judgement);
        if (thrown is not null && judgement.Verdict == Verdict.Fail)
        {
            TestContextOutput(hint);
            ExceptionDispatchInfo.Throw(thrown);
        }

        throw new VerdictException($"{behaviour}{arguments} on {server.Server.Engine}: {Headline(judgement.Verdict)}\n  {judgement.Message.ReplaceLineEndings("\n  ")}\n{hint}", thrown);
    }

    /// <summary>Disposes what was made for the test, then ends its lease.</summary>
    /// <param name="failure">What the test failed with so far, or <see langword="null"/>.</param>
    /// <exception cref="LeaseLeakException">The test did what its isolation cannot undo.</exception>
    public async ValueTask EndAsync(Exception? failure)
    {
        try
        {
            await EndDatabaseAsync(failure);
        }
        finally
        {
            if (hasOwnServer && server is not null)
                await server.DisposeAsync();
        }
    }

    private async ValueTask EndDatabaseAsync(Exception? failure)
    {
        if (failure is not null && server is not null && !hasOwnServer && await run.LossAsync() is not null)
        {
            unavailable = true;
            return;
        }

        if (lease is null)
            return;
        var abandoned = failure is ITestTimeoutException;
        statements = lease.Statements.ToList();
        try
        {
            while (!abandoned && made.TryPop(out var instance))
            {
                if (instance is IAsyncDisposable asynchronous)
                    await asynchronous.DisposeAsync();
                else if (instance is IDisposable disposable)
                    disposable.Dispose();
            }
        }
        finally
        {
            await EndLeaseAsync(lease, failure, abandoned);
        }
    }

    /// <summary>The test has ended; what is still done for it is not its own.</summary>
    public void Stop() => time = Clock.Read();

    /// <summary>Writes the test's line.</summary>
    public void Record(Exception? exception, string? skipReason)
    {
        if (recorded)
            return;
        recorded = true;
        var verdict = VerdictOf(exception, skipReason);
        var mendable = judgement is { IsMendable: true } && verdict == judgement.Verdict && !HasLeaked(exception);
        var exceptions = exception is null || skipReason is not null || unavailable ? [] : recorder.Failures.Read(exception);
        recorder.Write(test.UniqueID, new(behaviour + arguments, test.TestMethod.TestClass.Class.Name, verdict, time.TookMs)
        {
            Class = test.TestMethod.TestClass.Class.FullName,
            Source = recorder.Failures.PlaceOf(test.TestCase.SourceFilePath, test.TestCase.SourceLineNumber),
            Waited = time.Waited,
            Shared = BehaviourNames.IsShared(test.TestMethod.TestClass.Class),
            Observations = observations?.Values ?? new Dictionary<string, JsonNode?>(),
            // What the exception says beside the judgement, this line has in fields of its own.
            Error = skipReason ?? (exception is VerdictException ? judgement!.Message : exceptions.Count > 0 ? FailureReader.Spell(exceptions) : exception?.Message),
            Exceptions = exceptions.Count > 0 ? exceptions : null,
            Failure = judgement?.Failure,
            LedgerKey = mendable ? LedgerKey : null,
            LedgerEntry = mendable && judgement!.Proposal is { } proposal ? LedgerText.Entry(proposal) : null,
            Reason = Entry?.Reason is { Length: > 0 } reason ? reason : null,
            Sql = statements,
            Kept = kept,
        });
    }

    /// <summary>Writes the line of a test that its author skips.</summary>
    public void RecordSkip(string reason) => Record(null, reason);

    private Verdict VerdictOf(Exception? exception, string? skipReason) => exception switch
    {
        _ when unavailable => Verdict.Unavailable,
        _ when skipReason is not null => Verdict.Skipped,
        null => judgement?.Verdict ?? Verdict.Pass,
        VerdictException => judgement!.Verdict,
        _ => Verdict.Fail,
    };

    private async ValueTask EndLeaseAsync(DatabaseLease ending, Exception? failure, bool abandoned)
    {
        if (failure is not null && !abandoned && run.Options.KeepFailed)
        {
            kept = await server!.Leases.KeepAsync(ending, Path.GetDirectoryName(run.Options.ResultsPath) ?? Environment.CurrentDirectory);
            TestContextOutput($"The database of this test was kept: {kept}");
            return;
        }

        try
        {
            await server!.Leases.EndAsync(ending, abandoned);
        }
        catch (LeaseLeakException e)
        {
            throw new LeaseLeakException($"{behaviour}{arguments} on {server!.Server.Engine} leaked out of its lease: {e.Message}");
        }
    }

    private string Hint(Judgement judged) => judged.Proposal is null
        ? $"The ledger expects nothing of it any more: delete its entry from {test.TestMethod.TestClass.Class.Name}.differences.json, or run it with --accept."
        : $"If this is how {server!.Server.Engine.Name} is, put this into {judged.Proposal.Subject}.differences.json with a reason, or run it with --accept:\n{LedgerText.Entry(judged.Proposal)}";

    private static string Headline(Verdict verdict) => verdict switch
    {
        Verdict.Stale => "stale, the ledger expects a difference that is gone.",
        Verdict.Changed => "changed, it differs otherwise than the ledger says.",
        _ => "failed, the ledger does not cover this.",
    };

    // Beside a failure of the test's own, xUnit reports the leak as one of several.
    private static bool HasLeaked(Exception? exception) =>
        exception is LeaseLeakException || exception is AggregateException several && several.InnerExceptions.Any(HasLeaked);

    // xUnit cancels a test whose time ran out and reports the time-out itself.
    private static bool IsTimedOut(Exception exception) =>
        exception is OperationCanceledException && global::Xunit.TestContext.Current.CancellationToken.IsCancellationRequested;

    private static void TestContextOutput(string text) => global::Xunit.TestContext.Current.TestOutputHelper?.WriteLine(text);

    private sealed class DynamicSkip(string reason) : Exception(DynamicSkipToken.Value + reason);
}
