using Matrix.Harness.Faults;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>The outermost layer of a test program: an error that nobody foresaw becomes a line, a trace in a file and an exit code of its own.</summary>
internal static class UnforeseenError
{
    /// <summary>Ends the process in that way when a thread that is nobody's test throws, rather than with the runtime's trace.</summary>
    public static void Catch() => AppDomain.CurrentDomain.UnhandledException += (_, e) => End((Exception)e.ExceptionObject);

    /// <summary>Says what happened, and ends the process.</summary>
    public static void End(Exception error)
    {
        Console.Error.WriteLine(Describe(error));
        Environment.Exit(CrashReport.ExitCode);
    }

    /// <summary>Writes the trace beside the results, and says where it is.</summary>
    public static string Describe(Exception error)
    {
        var results = Environment.GetEnvironmentVariable("MATRIX_RESULTS");
        return error is MatrixException ? error.Message : CrashReport.Write(error, "Matrix, this test program", Path.GetDirectoryName(results) is { Length: > 0 } folder ? [folder] : []);
    }
}
