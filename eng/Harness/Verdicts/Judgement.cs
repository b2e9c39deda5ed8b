using Matrix.Harness.Ledger;

namespace Matrix.Harness.Verdicts;

/// <summary>A verdict and what led to it.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Message">Why it is red, for a person to read; <see langword="null"/> when it is green.</param>
/// <param name="Failure">How the test failed, in the ledger's terms; <see langword="null"/> when it did not.</param>
/// <param name="Proposal">The ledger entry that would make it green; <see langword="null"/> when none is needed or none would.</param>
public sealed record Judgement(Verdict Verdict, string? Message, ExpectedFailure? Failure, LedgerEntry? Proposal)
{
    /// <summary>Whether a change of what the ledger expects would make it green.</summary>
    public bool IsMendable => Message is not null && (Proposal is not null || Verdict != Verdict.Fail);
}
