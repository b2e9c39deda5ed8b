namespace Matrix.Harness.Results;

/// <summary>What a test waited for, in milliseconds. None of it is part of its duration.</summary>
/// <param name="ServerMs">Until the target's server answered.</param>
/// <param name="WorkerMs">For its turn, while as many other tests ran as may run at one time.</param>
/// <param name="LeaseMs">For its database.</param>
public sealed record Waits(double ServerMs, double WorkerMs, double LeaseMs);
