using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;

namespace Matrix.Tests.Eng.Harness.Leases;

/// <summary>A server whose databases do as each test says.</summary>
internal sealed class ScriptedServer : DatabaseServer
{
    private readonly Lock gate = new();

    public List<ScriptedDatabase> Made { get; } = [];

    /// <summary>What happens while a database is made; its number is given, from 1.</summary>
    public Func<int, Task> Making { get; set; } = _ => Task.CompletedTask;

    /// <summary>What a new database is told.</summary>
    public Action<ScriptedDatabase> Script { get; set; } = _ => { };

    public override EngineIdentity Engine => new("scripted", "1.0");

    public override string Source => "a test";

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public override async Task<LeasableDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var database = new ScriptedDatabase();
        int number;
        lock (gate)
        {
            Made.Add(database);
            number = Made.Count;
        }

        Script(database);
        await Making(number).WaitAsync(cancellationToken);
        return database;
    }

    public override DatabaseError Describe(DbException exception) => new(ErrorKind.Other, null, null);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
