namespace Matrix.Harness.Development;

/// <summary>What the environment asks of a test program that is to seed a database instead of running tests.</summary>
/// <param name="Address">The database, as <see cref="Servers.DatabaseEngine.OpenAsync"/> takes it. It may hold a password: never print it.</param>
/// <param name="Force">Whether what stands in it may be destroyed.</param>
public sealed record SeedRequest(string Address, bool Force)
{
    /// <summary>The variable that holds the address.</summary>
    public const string AddressVariable = "MATRIX_SEED";

    /// <summary>The variable that says <c>true</c> when what stands in the database may be destroyed.</summary>
    public const string ForceVariable = "MATRIX_SEED_FORCE";

    /// <summary>Reads the environment.</summary>
    /// <returns><see langword="null"/> when nothing is to be seeded.</returns>
    public static SeedRequest? FromEnvironment() => Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } address
        ? new(address, Environment.GetEnvironmentVariable(ForceVariable) == "true")
        : null;

    // A record prints its members.
    /// <inheritdoc/>
    public override string ToString() => nameof(SeedRequest);
}
