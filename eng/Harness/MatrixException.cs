namespace Matrix.Harness;

/// <summary>A mistake or a fault that the reader can mend: what happened, where, what to do now.</summary>
/// <remarks>The message says all three, and never holds a password.</remarks>
public class MatrixException : Exception
{
    /// <summary>Makes an error whose message is complete as it stands.</summary>
    public MatrixException(string message) : base(message) { }

    /// <summary>Makes an error whose message is complete as it stands, with what caused it.</summary>
    public MatrixException(string message, Exception innerException) : base(message, innerException) { }
}
