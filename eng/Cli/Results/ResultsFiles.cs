namespace Matrix.Cli.Results;

/// <summary>Opens results files that may be anything.</summary>
internal static class ResultsFiles
{
    /// <summary>How long a results file may be: 2 GiB, some ten times what 20,000 behaviours on 7 targets come to.</summary>
    public const long Longest = 2L << 30;

    /// <summary>How long a line of a target's results may be: 64 MiB.</summary>
    public const int LongestLine = 64 << 20;

    /// <summary>Opens a file for reading, also while it is being written.</summary>
    /// <exception cref="ResultsFileException">It cannot be opened, or is too long to be one of Matrix's.</exception>
    public static FileStream Open(string path)
    {
        var isFile = false;
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
            isFile = file.CanSeek;
            if (isFile && file.Length <= Longest)
                return file;
            file.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ResultsFileException(path, $"The file cannot be read: {e.Message}", "Name another one, or make this one readable.", e);
        }

        if (!isFile)
            throw new ResultsFileException(path, "The file is a pipe or a device.", "Name a file.");
        throw new ResultsFileException(path, 1, $"The file is longer than {Longest >> 30} GiB, which no results of Matrix are.");
    }
}
