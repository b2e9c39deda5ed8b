namespace Matrix.Harness.Servers;

/// <summary>No server could be had, or the one that was had is gone.</summary>
/// <remarks>The message says what was tried, in which order, what each said, and what to do.</remarks>
public sealed class ServerUnavailableException : MatrixException
{
    /// <inheritdoc/>
    public ServerUnavailableException(string message) : base(message) { }

    /// <inheritdoc/>
    public ServerUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}
