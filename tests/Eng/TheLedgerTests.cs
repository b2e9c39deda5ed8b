using Matrix.Harness.Ledger;
using Xunit;

namespace Matrix.Tests.Eng;

/// <summary>The ledger of this repository, as a whole: honest, complete, and with a reason for everything.</summary>
public class TheLedgerTests
{
    private static readonly IReadOnlyCollection<LedgerEntry> Entries = DifferenceLedger.Read(Repository.PathOf("tests", "Shared", "Behaviours")).Entries;

    [Fact]
    public void Has_entries() => Assert.NotEmpty(Entries);

    [Fact]
    public void Every_entry_is_a_difference() => AssertNone(LedgerFindings.SameEverywhere(Entries));

    [Fact]
    public void Every_entry_has_a_sentence_for_its_reason() => AssertNone(LedgerFindings.WithoutReason(Entries));

    [Fact]
    public void Every_entry_has_a_source() => AssertNone(LedgerFindings.WithoutSource(Entries));

    [Fact]
    public void Every_entry_has_been_measured_wherever_another_has() => AssertNone(LedgerFindings.Unmeasured(Entries));

    [Fact]
    public void Every_observation_has_an_answer_from_each_engine_that_was_asked() => AssertNone(LedgerFindings.WithoutAnswer(Entries));

    private static void AssertNone(IEnumerable<string> findings) => Assert.Empty(findings);
}
