namespace Matrix.Harness.Ledger;

/// <summary>A ledger's file cannot be used as it is. The message names the file, the line and the remedy.</summary>
public sealed class LedgerException(string message) : MatrixException(message);
