namespace Matrix.Tests.Model.Probes;

/// <summary>One column for each kind of time.</summary>
public sealed class TimeProbe
{
    public int Id { get; set; }

    public DateTime? Moment { get; set; }

    /// <summary>To the millisecond.</summary>
    public DateTime? Millisecond { get; set; }

    public DateTimeOffset? Zoned { get; set; }

    public DateOnly? Day { get; set; }

    public TimeOnly? Clock { get; set; }

    public TimeSpan? Span { get; set; }
}
