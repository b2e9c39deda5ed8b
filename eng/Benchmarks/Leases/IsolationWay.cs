namespace Matrix.Benchmarks.Leases;

/// <summary>A way to give each test a database in which nobody else has written.</summary>
internal abstract class IsolationWay(string name)
{
    public string Name => name;

    /// <summary>Prepares for one test at a time; several workers run side by side.</summary>
    public abstract Task<IsolationWorker> StartWorkerAsync(CancellationToken cancellationToken);
}
