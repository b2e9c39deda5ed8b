using System.Data.Common;
using System.Text.Json.Nodes;
using Matrix.Harness.Ledger;
using Matrix.Harness.Results;
using Matrix.Harness.Servers;

namespace Matrix.Harness.Verdicts;

/// <summary>Holds what a test did against what the ledger says of it.</summary>
/// <param name="engine">The engine it ran on.</param>
/// <param name="describe">Names a database's errors.</param>
/// <param name="needsReason">Whether an entry without a reason is red, as it is in CI.</param>
public sealed class Judge(EngineIdentity engine, Func<DbException, DatabaseError> describe, bool needsReason)
{
    /// <summary>Judges one test.</summary>
    /// <param name="behaviour">The test's name, with its arguments where only that row is to be accepted.</param>
    /// <param name="entry">What the ledger says, or <see langword="null"/>.</param>
    /// <param name="observations">What the test observed.</param>
    /// <param name="exception">What the test method threw, or <see langword="null"/>.</param>
    public Judgement Of(string behaviour, LedgerEntry? entry, IReadOnlyDictionary<string, JsonNode?> observations, Exception? exception)
    {
        var failure = exception is null ? null : FailureOf(exception);
        var findings = OfFailure(entry, failure, exception).Concat(OfObservations(entry, observations, exception is not null)).ToList();
        if (needsReason && entry is not null && string.IsNullOrWhiteSpace(entry.Reason))
        {
            var missing = $"its entry in {entry.Subject}.differences.json has no reason; write in one or two sentences why engines differ here and what to do about it";
            // Which only a person can mend.
            if (findings.Count == 0)
                return new Judgement(Verdict.Fail, missing, failure, null);
            findings.Add(new(Verdict.Fail, missing));
        }

        if (findings.Count > 0)
        {
            var verdict = findings.Any(f => f.Verdict == Verdict.Fail) ? Verdict.Fail
                : findings.Any(f => f.Verdict == Verdict.Changed) ? Verdict.Changed
                : Verdict.Stale;
            var accepted = LedgerAcceptance.Accept(entry, behaviour, engine, observations, failure);
            var proposal = accepted is { Observations.Count: 0, Fails.Count: 0 } ? null : accepted;
            return new Judgement(verdict, string.Join("\n", findings.Select(f => f.Message)), failure, proposal);
        }

        var differs = failure is not null || entry is not null && observations.Keys.Any(label => Disputed(entry, label));
        return new Judgement(differs ? Verdict.Difference : Verdict.Pass, null, failure, null);
    }

    /// <summary>How a test failed, in the ledger's terms.</summary>
    public ExpectedFailure FailureOf(Exception exception)
    {
        if (ObservedError.Find(exception) is { } found)
        {
            var error = ObservedError.ToJson(found, describe);
            return new ExpectedFailure(error["error"]!.GetValue<string>(), error["sqlState"]?.GetValue<string>(), error["number"]?.GetValue<int>(), null, null);
        }

        return new ExpectedFailure(null, null, null, exception.GetType().Name, HalfCharacters.Spell(exception.Message.ReplaceLineEndings("\n").Trim()));
    }

    private IEnumerable<Finding> OfFailure(LedgerEntry? entry, ExpectedFailure? failure, Exception? exception)
    {
        ExpectedFailure? expected = null;
        if (entry is not null && LedgerEntry.TryFind(entry.Fails, engine, out var found))
            expected = found;

        if (failure is null && expected is not null)
            yield return new(Verdict.Stale, $"the ledger says that it fails on {engine} ({Spell(expected)}); it no longer does");
        else if (failure is not null && expected is null)
            yield return new(Verdict.Fail, exception!.Message);
        else if (failure is not null && !expected!.Covers(failure))
            yield return new(Verdict.Changed, $"the ledger says that it fails on {engine} with {Spell(expected)}; it failed with {Spell(failure)}");
    }

    private IEnumerable<Finding> OfObservations(LedgerEntry? entry, IReadOnlyDictionary<string, JsonNode?> observations, bool failed)
    {
        foreach (var (label, value) in observations)
        {
            var (answer, shown) = (ObservedValue.Spell(value), LongText.Spell(value));
            if (entry?.Observations.GetValueOrDefault(label) is not { } answers)
                yield return new(Verdict.Fail, $"{label}: {engine} answered {shown}; the ledger has no such observation");
            else if (!LedgerEntry.TryFind(answers, engine, out var expected))
                yield return new(Verdict.Fail, $"{label}: {engine} answered {shown}; the ledger knows no answer of {engine.Name} at this version, only {Others(answers)}");
            else if (ObservedValue.Spell(expected) is var said && said != answer)
                yield return Mismatch(label, answer, shown, LongText.Spell(expected), answers);
        }

        if (failed || entry is null)
            yield break;
        foreach (var (label, answers) in entry.Observations.Where(o => !observations.ContainsKey(o.Key)))
        {
            if (LedgerEntry.TryFind(answers, engine, out _))
                yield return new(Verdict.Changed, $"{label}: the ledger expects this observation on {engine}; the test did not make it");
        }
    }

    private Finding Mismatch(string label, string answer, string shown, string said, IReadOnlyDictionary<string, JsonNode?> answers)
    {
        var others = answers.Where(a => EngineRange.TryParse(a.Key)!.Engine != engine.Name).Select(a => ObservedValue.Spell(a.Value)).Distinct().ToList();
        return others.Count == 1 && others[0] == answer
            ? new(Verdict.Stale, $"{label}: the ledger says that {engine} answers {said}; it now answers {shown}, as all others do")
            : new(Verdict.Changed, $"{label}: the ledger says that {engine} answers {said}; it answered {shown}");
    }

    private static bool Disputed(LedgerEntry entry, string label) =>
        entry.Observations[label].Values.Select(ObservedValue.Spell).Distinct().Skip(1).Any();

    private static string Others(IReadOnlyDictionary<string, JsonNode?> answers) =>
        string.Join(", ", answers.Select(a => $"{a.Key} {LongText.Spell(a.Value)}"));

    private static string Spell(ExpectedFailure failure) => ObservedValue.Spell(failure.ToJson());

    private sealed record Finding(Verdict Verdict, string Message);
}
