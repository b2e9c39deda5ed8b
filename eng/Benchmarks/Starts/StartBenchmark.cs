using System.Diagnostics;
using System.Globalization;
using Matrix.Harness;
using Matrix.Harness.Containers;
using Matrix.Harness.MySql;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Local;
using Matrix.Harness.Targets;

namespace Matrix.Benchmarks.Starts;

/// <summary>How long a private server takes, from being asked for to the answer to its first query.</summary>
internal static class StartBenchmark
{
    public const string Usage = "starts <container|local> <target> [<starts>]";

    /// <summary>Starts a target's server again and again, each time a new one.</summary>
    /// <returns>A row for a table.</returns>
    /// <exception cref="MatrixException">The arguments ask for nothing that there is, or the server cannot be had.</exception>
    public static async Task<string> MeasureAsync(string[] arguments, CancellationToken cancellationToken)
    {
        if (arguments is not ["starts", "container" or "local", var name, .. var rest])
            throw new MatrixException($"'{string.Join(' ', arguments)}' is no benchmark. Usage: {Usage}");
        var target = TargetList.Read(Path.Combine(AppContext.BaseDirectory, TargetList.FileName)).Select(name).Single();
        var request = new ServerRequest(target, target.Engine == "postgres" ? new PostgresDriver() : new MySqlDriver());
        ServerSource source = arguments[1] == "local" ? new LocalSource() : new ContainerSource();
        var rounds = rest is [var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 6;
        var milliseconds = new List<double>();
        var server = "";
        for (var i = 0; i < Math.Max(rounds, 2); i++)
        {
            var began = Stopwatch.GetTimestamp();
            await using var running = await source.StartAsync(request, cancellationToken);
            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            server = $"{running.Engine.Name} {running.Engine.Version}";
        }

        var later = milliseconds.Skip(1).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"| {server} | {source.Name} | {milliseconds[0] / 1000:0.00} | {later[later.Count / 2] / 1000:0.00} | {later[0] / 1000:0.00} |");
    }
}
