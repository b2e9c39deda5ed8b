namespace Matrix.Harness.Results;

/// <summary>A line of a source file.</summary>
/// <param name="File">The file, from the repository's root and with forward slashes; a full path where it lies elsewhere.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record SourcePlace(string File, int Line)
{
    /// <summary>The place as terminals and editors link it: <c>tests/Shared/Behaviours/Crud.cs:19</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}");
}
