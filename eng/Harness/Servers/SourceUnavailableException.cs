namespace Matrix.Harness.Servers;

/// <summary>One source has no server for a target; another may have.</summary>
/// <param name="said">What happened, as the source tells it.</param>
/// <param name="remedy">What would make it work.</param>
/// <param name="innerException">What caused it, if anything did.</param>
public sealed class SourceUnavailableException(string said, string remedy, Exception? innerException = null)
    : MatrixException($"{said} {remedy}", innerException!)
{
    /// <summary>What happened, as the source tells it.</summary>
    public string Said => said;

    /// <summary>What would make it work.</summary>
    public string Remedy => remedy;
}
