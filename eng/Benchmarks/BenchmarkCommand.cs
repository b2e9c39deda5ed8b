using System.Globalization;
using Matrix.Benchmarks.Engines;
using Matrix.Harness;

namespace Matrix.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkCommand(BenchmarkedEngine Engine, IReadOnlyList<int> Workers, int Rounds)
{
    /// <exception cref="MatrixException">It asks for nothing that there is.</exception>
    public static BenchmarkCommand Parse(string[] arguments, IReadOnlyList<BenchmarkedEngine> engines)
    {
        var usage = $"Usage: leases <{string.Join('|', engines.Select(e => e.Name))}> [--workers 1,4] [--rounds 30], or: reports [behaviours], or: {Starts.StartBenchmark.Usage}";
        if (arguments is not ["leases", var name, .. var options] || engines.FirstOrDefault(e => e.Name == name) is not { } engine)
            throw new MatrixException($"'{string.Join(' ', arguments)}' is no benchmark. {usage}");

        var command = new BenchmarkCommand(engine, [1, 4], 30);
        for (var i = 0; i < options.Length; i += 2)
        {
            var value = i + 1 < options.Length ? options[i + 1] : "";
            command = options[i] switch
            {
                "--workers" => command with { Workers = [.. value.Split(',').Select(Number)] },
                "--rounds" => command with { Rounds = Number(value) },
                _ => throw new MatrixException($"There is no option '{options[i]}'. {usage}"),
            };
        }

        return command;

        int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new MatrixException($"'{text}' is no whole number above 0. {usage}");
    }

    /// <summary>How many behaviours the reports are to be of; 20,000 unless told.</summary>
    /// <exception cref="MatrixException">That is no number.</exception>
    public static int ParseCount(string[] arguments) => arguments switch
    {
        [] => 20_000,
        [var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 => count,
        _ => throw new MatrixException($"'{string.Join(' ', arguments)}' is no whole number above 0. Usage: reports [behaviours]"),
    };
}
