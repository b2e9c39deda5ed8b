using Matrix.Benchmarks.Leases;
using Matrix.Harness;
using Matrix.Harness.Containers;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Benchmarks.Engines;

/// <summary>An engine on a server: a given one, or a container of the default version.</summary>
internal abstract class ServedEngine(string name, ServerDriver driver) : BenchmarkedEngine
{
    public override string Name => name;

    /// <summary>The server, once it has been started.</summary>
    protected RunningServer Running { get; private set; } = null!;

    public override async Task<DatabaseServer> StartAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var target = TargetList.Read(Path.Combine(AppContext.BaseDirectory, TargetList.FileName)).Select(name).Single();
        Running = await new ServerSources(new ContainerSource()).StartAsync(new ServerRequest(target, driver), cancellationToken);
        return await OpenAsync(Running, blueprint, cancellationToken);
    }

    /// <summary>How to connect to a database, with nothing of the harness around it.</summary>
    public abstract string AddressOf(string database);

    /// <summary>Drops a database, whoever is connected to it.</summary>
    public abstract string Drop(string database);

    public override IEnumerable<IsolationWay> Peers(DatabaseServer server, TwelveTables schema) =>
    [
        new RespawnReset(this, server),
        new DeleteAndReseed(this, server),
        .. Clones(schema),
        new Recreation(this, schema),
    ];

    /// <summary>Runs a statement as an administrator.</summary>
    public async Task AdministerAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = Connect(AddressOf(""));
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What empties a database by Respawn.</summary>
    public abstract Respawn.IDbAdapter Respawn { get; }

    /// <summary>The schema in which a database's tables are.</summary>
    public virtual string SchemaOf(string database) => "public";

    protected abstract Task<DatabaseServer> OpenAsync(RunningServer running, Blueprint blueprint, CancellationToken cancellationToken);

    protected virtual IEnumerable<IsolationWay> Clones(TwelveTables schema) => [];
}
