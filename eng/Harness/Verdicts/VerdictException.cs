namespace Matrix.Harness.Verdicts;

/// <summary>What a test did is not what the ledger says. The message holds the ready-made entry.</summary>
public sealed class VerdictException(string message, Exception? innerException = null)
    : MatrixException(message, innerException!);
