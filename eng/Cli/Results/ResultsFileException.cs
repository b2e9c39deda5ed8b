using Matrix.Harness;

namespace Matrix.Cli.Results;

/// <summary>A results file is not what it should be. The message names the file and the line.</summary>
internal sealed class ResultsFileException(string path, int line, string what)
    : MatrixException($"{path}({line}): {what} Delete the file and run its target again.");
