using System.Text.Json.Nodes;

namespace Matrix.Harness.Ledger;

/// <summary>What is expected of one behaviour on which engines differ.</summary>
/// <param name="Behaviour">The test: <c>TextComparison.Equality_ignores_case</c>, with its arguments where only one row of a theory is meant.</param>
/// <param name="Reason">Why engines differ here and what to do about it. Empty until a person has written it.</param>
/// <param name="Source">Where the reason can be read up. Empty until a person has written it.</param>
public sealed record LedgerEntry(string Behaviour, string Reason, string Source)
{
    /// <summary>The engines and versions that gave these answers: <c>postgres@18</c>.</summary>
    public IReadOnlyList<string> Measured { get; init; } = [];

    /// <summary>The statement that asks, as the first engine that was accepted was sent it; <see langword="null"/> where none was recorded.</summary>
    public string? Sql { get; init; }

    /// <summary>The expected value of each observation, by label, then by <see cref="EngineRange"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonNode?>> Observations { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, JsonNode?>>();

    /// <summary>The engines on which the test fails, by <see cref="EngineRange"/>, and how.</summary>
    public IReadOnlyDictionary<string, ExpectedFailure> Fails { get; init; } = new Dictionary<string, ExpectedFailure>();

    /// <summary>The test's method, with arguments where the entry names them: the key in the ledger's file.</summary>
    public string Key => Behaviour[(Behaviour.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>The test's class, after which the ledger's file is named.</summary>
    public string Subject => Behaviour[..Behaviour.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The value under the one range that contains the engine.</summary>
    /// <returns>Whether there is one.</returns>
    public static bool TryFind<T>(IReadOnlyDictionary<string, T> byEngine, EngineIdentity engine, out T value)
    {
        foreach (var (range, candidate) in byEngine)
        {
            if (EngineRange.TryParse(range)!.Contains(engine))
            {
                value = candidate;
                return true;
            }
        }

        value = default!;
        return false;
    }
}
