using Matrix.Benchmarks;
using Matrix.Benchmarks.Engines;
using Matrix.Benchmarks.Leases;
using Matrix.Benchmarks.Reports;
using Matrix.Benchmarks.Starts;
using Matrix.Harness;

// Usage: leases <engine> [--workers 1,4] [--rounds 30]
//        reports [behaviours]
//        starts <container|local> <target> [<starts>]
// Exit codes: 0 measured; 2 the command is wrong, or the engine cannot be had.
try
{
    if (args is ["reports", .. var count])
    {
        await ReportBenchmark.RunAsync(BenchmarkCommand.ParseCount(count), Console.Out);
        return 0;
    }

    if (args is ["starts", ..])
    {
        Console.WriteLine(Machine.Description);
        Console.WriteLine("| server | source | first start, s | later starts, median | least |\n|---|---|---:|---:|---:|");
        Console.WriteLine(await StartBenchmark.MeasureAsync(args, CancellationToken.None));
        return 0;
    }

    var command = BenchmarkCommand.Parse(args, EngineList.All);
    await using var benchmark = await LeaseBenchmark.StartAsync(command.Engine, CancellationToken.None);
    foreach (var line in Machine.Describe(benchmark))
        Console.WriteLine(line);
    foreach (var workers in command.Workers)
    {
        var measurements = await benchmark.MeasureAsync(workers, command.Rounds);
        Console.WriteLine();
        Console.Write(MeasurementTable.Render(workers, measurements));
    }

    Console.WriteLine();
    Console.WriteLine(benchmark.PoolUse());
    return 0;
}
catch (MatrixException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
