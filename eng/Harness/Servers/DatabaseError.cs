namespace Matrix.Harness.Servers;

/// <summary>A database's refusal, in terms that engines share and in the engine's own.</summary>
/// <param name="Kind">What was refused, whatever the engine.</param>
/// <param name="SqlState">The five characters of the SQL standard, where the driver reports them.</param>
/// <param name="Number">The engine's own number, where it has one: MySQL's error number, SQLite's extended result code.</param>
public sealed record DatabaseError(ErrorKind Kind, string? SqlState, int? Number);
