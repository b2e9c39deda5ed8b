using Matrix.Harness.Leases;
using Matrix.Harness.Servers;
using Matrix.Harness.Verdicts;

namespace Matrix.Harness.Runs;

/// <summary>A run's server, and what depends on its engine.</summary>
public sealed record StartedServer(DatabaseServer Server, LeasePool Leases, Judge Judge);
