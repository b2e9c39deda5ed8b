namespace Matrix.Cli.Building;

/// <summary>A test program that stays as it was built until this is disposed.</summary>
/// <param name="Complaint">Why there is none; else <see langword="null"/>.</param>
/// <param name="hold">What keeps it as it is.</param>
internal sealed record BuiltProgram(string? Complaint, IDisposable? hold = null) : IDisposable
{
    private readonly IDisposable? hold = hold;

    /// <inheritdoc/>
    public void Dispose() => hold?.Dispose();
}
