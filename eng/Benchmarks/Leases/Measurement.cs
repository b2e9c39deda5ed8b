namespace Matrix.Benchmarks.Leases;

/// <summary>What one way cost, round by round: the rounds of all ways alternate, so that a busy machine slows all alike.</summary>
internal sealed class Measurement(string name)
{
    private readonly List<double> rounds = [];
    private readonly List<double> tests = [];
    private double seconds;

    public string Name => name;

    /// <summary>The median time of a test, in milliseconds.</summary>
    public double MedianMs => Median(rounds);

    /// <summary>The time that only a twentieth of the tests exceed, in milliseconds.</summary>
    public double P95Ms => tests.Order().ElementAt((int)(tests.Count * 0.95));

    /// <summary>Tests in a second, of all workers together.</summary>
    public double Throughput => tests.Count / seconds;

    /// <summary>How many times the floor: the median of each round's ratio.</summary>
    public double TimesOf(Measurement floor) => Median([.. rounds.Zip(floor.rounds, (own, other) => own / other)]);

    /// <summary>What it costs beside the floor, in milliseconds: the median of each round's difference.</summary>
    public double BesideMs(Measurement floor) => Median([.. rounds.Zip(floor.rounds, (own, other) => own - other)]);

    public void Add(IReadOnlyList<double> milliseconds, TimeSpan elapsed)
    {
        rounds.Add(Median(milliseconds));
        tests.AddRange(milliseconds);
        seconds += elapsed.TotalSeconds;
    }

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
