using Matrix.Harness;

namespace Matrix.Cli.Results;

/// <summary>A results file is not what it should be. The message names the file, the line where there is one, and what to do.</summary>
internal sealed class ResultsFileException : MatrixException
{
    public ResultsFileException(string path, int line, string what, Exception? cause = null)
        : base($"{path}({line}): {what} Delete the file and run its target again.", cause!) { }

    public ResultsFileException(string path, string what, string remedy, Exception? cause = null)
        : base($"{path}: {what} {remedy}", cause!) { }
}
