using Matrix.Harness;

namespace Matrix.Tests.Glue;

/// <summary>What one thing to say must be spelled as on each engine, so that a behaviour says it once.</summary>
/// <param name="engine">The engine that listens; one backend may run two that differ.</param>
public abstract partial class Dialect(EngineIdentity engine)
{
    protected EngineIdentity Engine { get; } = engine;

    /// <summary>An identifier that keeps its case and may be a reserved word.</summary>
    public abstract string Quote(string identifier);

    /// <summary>An insert that changes the row in its way instead of failing.</summary>
    /// <param name="insert">The whole <c>INSERT ... VALUES ...</c>.</param>
    /// <param name="key">The columns whose unique index is to be in the way; engines that cannot name one take any.</param>
    /// <param name="change">What to change, with <see cref="Proposed"/> for the value that would have been inserted.</param>
    public abstract string Upsert(string insert, string key, string change);

    /// <summary>Within <see cref="Upsert"/>: the value that a column would have been given.</summary>
    public abstract string Proposed(string column);

    /// <summary>An insert that leaves the row in its way as it is.</summary>
    /// <param name="insert">What follows <c>INSERT</c>: <c>INTO ... VALUES ...</c>.</param>
    public abstract string InsertIgnoring(string insert);
}
