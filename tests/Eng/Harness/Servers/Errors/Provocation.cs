using Matrix.Harness.Ledger;
using Matrix.Harness.Servers;

namespace Matrix.Tests.Eng.Harness.Servers.Errors;

/// <summary>A way to have a real server refuse something, and what it is called.</summary>
/// <param name="Code">The engine's number, else the SQLSTATE; empty for an error of the driver's own.</param>
/// <param name="Kind">What the harness is to make of it.</param>
/// <param name="Name">The statements, or the situation in words.</param>
/// <param name="Act">Ends with the error.</param>
/// <param name="Where">The engines and versions that answer so, as a ledger writes them, parted by commas.</param>
internal sealed record Provocation(string Code, ErrorKind Kind, string Name, Func<Provoker, Task> Act, string Where)
{
    public static Provocation Of(string where, string code, ErrorKind kind, string sql) => new(code, kind, sql, p => p.RunAsync(sql), where);

    public bool Concerns(string target) => Where.Split(',').Any(range => EngineRange.TryParse(range)!.Contains(new(target.Split('@')[0], target.Split('@')[1])));

    public override string ToString() => $"{Code} {Kind}: {Name}";
}
