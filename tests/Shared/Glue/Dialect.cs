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

    /// <summary>A cast to a whole number of at least 32 bits.</summary>
    public abstract string CastToInteger(string expression);

    /// <summary>A cast to text of any length.</summary>
    public abstract string CastToText(string expression);

    /// <summary>The time as precisely as the engine tells it.</summary>
    public abstract string Now { get; }

    /// <summary>The key that the session's last insert generated.</summary>
    public abstract string LastGeneratedKey { get; }

    /// <summary>A trigger that runs a statement after each row.</summary>
    /// <param name="change"><c>INSERT</c>, <c>UPDATE</c> or <c>DELETE</c>.</param>
    /// <param name="table">The table whose rows it watches; one trigger a table.</param>
    /// <param name="statement">What it does, without a semicolon.</param>
    public abstract string CreateTrigger(string change, string table, string statement);
}
