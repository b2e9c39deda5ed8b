namespace Matrix.Cli;

/// <summary>The exit codes. Where several apply, the first of 70, 130, 2, 1, 3, 4 is returned.</summary>
/// <remarks>
/// A red verdict outranks a lost server, because it holds whatever became of the server:
/// 3 promises that a run with a healthy server may well be green.
/// </remarks>
internal static class ExitCodes
{
    public const int Green = 0;
    public const int Red = 1;
    public const int Wrong = 2;
    public const int Server = 3;
    public const int Nothing = 4;

    /// <summary>An error that nobody foresaw. It goes before all others.</summary>
    public const int Unforeseen = Harness.Faults.CrashReport.ExitCode;

    public const int Cancelled = 130;
}
