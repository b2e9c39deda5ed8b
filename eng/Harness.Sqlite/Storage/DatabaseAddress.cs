namespace Matrix.Harness.Sqlite.Storage;

/// <summary>Where one database is.</summary>
/// <param name="Name">A name that nobody can guess, so that no other run meets it.</param>
/// <param name="ConnectionString">How to open it.</param>
/// <param name="LeaseConnectionString">How a lease opens it: when its connection is closed, the next lease's takes the native connection over.</param>
/// <param name="File">The file that holds it, or <see langword="null"/> in memory.</param>
internal sealed record DatabaseAddress(string Name, string ConnectionString, string LeaseConnectionString, string? File);
