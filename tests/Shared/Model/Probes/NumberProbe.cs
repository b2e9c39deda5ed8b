namespace Matrix.Tests.Model.Probes;

/// <summary>One column for each kind of number.</summary>
public sealed class NumberProbe
{
    public int Id { get; set; }

    public short? Small { get; set; }

    public int? Whole { get; set; }

    public long? Big { get; set; }

    public ulong? Positive { get; set; }

    /// <summary>Of nine digits, two of them behind the point.</summary>
    public decimal? Exact { get; set; }

    public float? Coarse { get; set; }

    public double? Approximate { get; set; }
}
