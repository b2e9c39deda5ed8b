using Matrix.Harness.Results;

namespace Matrix.Harness.Xunit;

/// <summary>Measures what a test took, and apart from that what it waited for.</summary>
/// <param name="time">Where it reads the time.</param>
internal sealed class TestClock(TimeProvider time)
{
    private long queued, begun;
    private TimeSpan server, lease;

    /// <summary>Waits for the server, after which the test waits for its turn.</summary>
    public async ValueTask<T> WaitForServerAsync<T>(Func<Task<T>> wait)
    {
        var started = time.GetTimestamp();
        try
        {
            return await wait();
        }
        finally
        {
            server = time.GetElapsedTime(started);
            queued = time.GetTimestamp();
        }
    }

    /// <summary>It is the test's turn, as of the first call.</summary>
    public void Begin() => Interlocked.CompareExchange(ref begun, time.GetTimestamp(), 0);

    /// <summary>Waits for the test's database.</summary>
    public async ValueTask<T> WaitForLeaseAsync<T>(Func<ValueTask<T>> wait)
    {
        var started = time.GetTimestamp();
        try
        {
            return await wait();
        }
        finally
        {
            lease = time.GetElapsedTime(started);
        }
    }

    /// <summary>The test has ended, its disposal included.</summary>
    /// <returns>What it took in milliseconds, and what it waited for; no waits when its turn never came.</returns>
    public (double TookMs, Waits? Waited) Read()
    {
        if (begun == 0)
            return (0, null);
        return (Milliseconds(time.GetElapsedTime(begun) - lease), new(Milliseconds(server), Milliseconds(time.GetElapsedTime(queued, begun)), Milliseconds(lease)));
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(Math.Max(0, time.TotalMilliseconds), 3);
}
