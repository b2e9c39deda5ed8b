using System.Data.Common;
using System.Text.Json.Nodes;
using Matrix.Harness.Servers;

namespace Matrix.Harness.Verdicts;

/// <summary>What one test reports: labelled values and errors, which engines may answer differently.</summary>
/// <remarks>Each is held against the ledger when the test ends. Ask for it in a test class's constructor.</remarks>
public sealed class Observations
{
    private readonly Func<DbException, DatabaseError> describe;
    private readonly Dictionary<string, JsonNode?> values = [];

    /// <summary>Makes an empty set.</summary>
    /// <param name="describe">Names a database's errors, as <see cref="DatabaseServer.Describe"/> does.</param>
    public Observations(Func<DbException, DatabaseError> describe) => this.describe = describe;

    /// <summary>What was reported so far, by label.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Values => values;

    /// <summary>Reports a value.</summary>
    /// <param name="label">What was asked, unique within the test.</param>
    /// <param name="value">The answer: null, a boolean, number, text, bytes, date or time, identifier, or a sequence of these.</param>
    /// <exception cref="MatrixException">The label was used before in this test.</exception>
    public void Value(string label, object? value) => Add(label, ObservedValue.ToJson(value));

    /// <summary>Asks, and reports the answer, or the error where the engine refuses.</summary>
    /// <exception cref="MatrixException">The label was used before in this test.</exception>
    public async Task Outcome<T>(string label, Func<Task<T>> ask)
    {
        try
        {
            Value(label, await ask().ConfigureAwait(false));
        }
        catch (Exception e) when (ObservedError.CanDescribe(e))
        {
            Add(label, ObservedError.ToJson(e, describe));
        }
    }

    /// <summary>Tries, and reports <c>ok</c>, or the error where the engine refuses.</summary>
    /// <exception cref="MatrixException">The label was used before in this test.</exception>
    public Task Outcome(string label, Func<Task> attempt) => Outcome(label, async () =>
    {
        await attempt().ConfigureAwait(false);
        return "ok";
    });

    private void Add(string label, JsonNode? value)
    {
        if (!values.TryAdd(HalfCharacters.Spell(label), value))
            throw new MatrixException($"The test observed '{label}' twice. Give each observation a label of its own.");
    }
}
