namespace Matrix.Tests.Eng;

/// <summary>Time that passes when it is told to.</summary>
internal sealed class SteppedTime : TimeProvider
{
    // Not from zero: a clock that has not begun must not be told by it.
    private long now = TimeSpan.TicksPerHour;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now;

    /// <summary>Lets seconds pass.</summary>
    public void Pass(double seconds) => now += (long)(seconds * TimeSpan.TicksPerSecond);
}
