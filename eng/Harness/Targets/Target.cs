namespace Matrix.Harness.Targets;

/// <summary>An engine at a version, as <c>targets.json</c> lists it.</summary>
/// <param name="Name">What results and reports call it: <c>mariadb@11.8</c>.</param>
/// <param name="Backend">The backend that runs it: <c>mysql</c>.</param>
/// <param name="Engine">The engine that its server must say it is: <c>mariadb</c>.</param>
/// <param name="Version">The version that its server must say it has, by as many numbers as stand here; <see langword="null"/> for any.</param>
/// <param name="Image">The container image, or <see langword="null"/> for an engine in the process.</param>
/// <param name="Default">Whether it is meant when only its engine, or <c>all</c>, is asked for.</param>
public sealed record Target(string Name, string Backend, string Engine, string? Version = null, string? Image = null, bool Default = false)
{
    /// <summary>Whether a server is what the target asks for.</summary>
    public bool Matches(EngineIdentity server) =>
        server.Name == Engine && (Version is null || Ledger.EngineRange.Compare(server.Version, Version) == 0);
}
