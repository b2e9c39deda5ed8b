using System.Diagnostics;
using Matrix.Benchmarks.Engines;
using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;

namespace Matrix.Benchmarks.Leases;

/// <summary>Measures what each way of isolating tests costs a test, all on one server and in one run.</summary>
internal sealed class LeaseBenchmark : IAsyncDisposable
{
    // Long enough for a median, short enough that all ways meet the same weather.
    private static readonly TimeSpan RoundOfOneWay = TimeSpan.FromMilliseconds(40);

    // What the just-in-time compiler needs to be done with the hot paths.
    private const int WarmUpRounds = 8;

    private readonly DatabaseServer server;
    private readonly LeasePool pool;
    // One pool for both would have each way wait for what the other one leaves to be renumbered.
    private readonly LeasePool continuing;
    private readonly IReadOnlyList<IsolationWay> ways;

    private LeaseBenchmark(BenchmarkedEngine engine, DatabaseServer server, TwelveTables schema)
    {
        this.server = server;
        pool = new LeasePool(server);
        continuing = new LeasePool(server);
        ways =
        [
            new PlainTransaction(engine, server),
            new CommittedTransaction(engine, server),
            new PooledLease("Matrix: a lease that is rolled back", Isolation.Rollback, pool),
            // Before the next, which leaves work behind that goes on in the background.
            .. ContinuingIdentity(engine),
            new PooledLease("Matrix: a database of one's own", Isolation.OwnDatabase, pool),
            .. engine.Peers(server, schema),
        ];
    }

    public EngineIdentity Engine => server.Engine;

    public string Source => server.Source;

    public static async Task<LeaseBenchmark> StartAsync(BenchmarkedEngine engine, CancellationToken cancellationToken)
    {
        var schema = new TwelveTables(engine.GeneratedKey);
        return new(engine, await engine.StartAsync(schema, cancellationToken), schema);
    }

    /// <returns>What each way cost, the floor first.</returns>
    public async Task<IReadOnlyList<Measurement>> MeasureAsync(int workers, int rounds)
    {
        var measurements = ways.Select(w => new Measurement(w.Name)).ToList();
        var started = new List<IsolationWorker[]>();
        try
        {
            foreach (var way in ways)
                started.Add(await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => way.StartWorkerAsync(CancellationToken.None))));
            for (var round = -WarmUpRounds; round < rounds; round++)
            {
                for (var way = 0; way < ways.Count; way++)
                {
                    var (tests, elapsed) = await RoundAsync(started[way]);
                    if (round >= 0)
                        measurements[way].Add(tests, elapsed);
                }
            }
        }
        finally
        {
            foreach (var worker in started.SelectMany(w => w))
                await worker.DisposeAsync();
        }

        return measurements;
    }

    /// <returns>What the pool did for all its leases, the warm-up's included.</returns>
    public string PoolUse()
    {
        var leases = pool.Statistics;
        return $"The pool: {leases.RolledBack} leases rolled back, {leases.OwnDatabase} databases of one's own; "
            + $"{leases.Created} databases made, {leases.Recycled} recycled, {leases.Discarded} thrown away; {leases.WaitedForCreate} leases waited for one.";
    }

    public async ValueTask DisposeAsync()
    {
        await pool.DisposeAsync();
        await continuing.DisposeAsync();
        await server.DisposeAsync();
    }

    private IEnumerable<IsolationWay> ContinuingIdentity(BenchmarkedEngine engine) => !engine.IdentityCosts ? [] :
        [new PooledLease("Matrix: a database of one's own, keys going on", Isolation.OwnDatabaseContinueIdentity, continuing)];

    private static async Task<(List<double> Tests, TimeSpan Elapsed)> RoundAsync(IsolationWorker[] workers)
    {
        var began = Stopwatch.GetTimestamp();
        var tests = await Task.WhenAll(workers.Select(worker => Task.Run(async () =>
        {
            var times = new List<double>();
            do
            {
                var test = Stopwatch.GetTimestamp();
                await worker.TestAsync();
                times.Add(Stopwatch.GetElapsedTime(test).TotalMilliseconds);
                await worker.TidyAsync();
            }
            while (Stopwatch.GetElapsedTime(began) < RoundOfOneWay);
            return times;
        })));
        return ([.. tests.SelectMany(t => t)], Stopwatch.GetElapsedTime(began));
    }
}
