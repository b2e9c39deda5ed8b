namespace Matrix.Harness.Leases;

/// <summary>A test did what its isolation cannot undo.</summary>
public sealed class LeaseLeakException(string message) : MatrixException(message);
