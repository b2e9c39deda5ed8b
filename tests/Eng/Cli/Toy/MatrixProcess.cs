using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Toy;

/// <summary>The <c>matrix</c> command as a process of its own, in a working copy that is not this one.</summary>
internal sealed partial class MatrixProcess : IDisposable
{
    public const int Hangup = 1, Kill = 9, Terminate = 15;

    private readonly Process process;
    private readonly Task output;
    private readonly StringBuilder printed = new();

    private MatrixProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        output = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public int Id => process.Id;

    public string Printed
    {
        get
        {
            lock (printed)
                return printed.ToString();
        }
    }

    /// <summary>Puts the command into a working copy: it works on the one that it lies in.</summary>
    /// <param name="folder">The working copy's folder.</param>
    /// <returns>The program.</returns>
    public static string Install(string folder)
    {
        var built = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var command = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(built))!, "Matrix.Cli", Path.GetFileName(built));
        var tool = Directory.CreateDirectory(Path.Combine(folder, "artifacts", "tool")).FullName;
        foreach (var file in Directory.EnumerateFiles(command))
            File.Copy(file, Path.Combine(tool, Path.GetFileName(file)), overwrite: true);
        return Path.Combine(tool, "matrix.dll");
    }

    /// <summary>Starts it.</summary>
    /// <remarks>Where these tests themselves run under nohup, a child would ignore a closed terminal, too.</remarks>
    public static MatrixProcess Start(string program, params string[] arguments) => OperatingSystem.IsLinux()
        ? Start("env", ["--default-signal=HUP", "dotnet", program, .. arguments], Path.GetTempPath())
        : Start("dotnet", [program, .. arguments], Path.GetTempPath());

    /// <summary>Starts it through a shell's line, in which <c>$0</c> is the program: for what only a shell can do to its output.</summary>
    public static MatrixProcess StartInShell(string program, string line) => Start("/bin/sh", ["-c", line, program], Path.GetTempPath());

    public void Signal(int signal) => Assert.Equal(0, Send(process.Id, signal));

    /// <summary>Waits until it has printed something.</summary>
    public Task PrintedAsync(string text) => BecameAsync(() => Printed.Contains(text, StringComparison.Ordinal), $"printed '{text}'");

    /// <summary>Waits until there is something in a file.</summary>
    public Task WroteAsync(string file) => BecameAsync(() => new FileInfo(file) is { Exists: true, Length: > 0 }, $"wrote {file}");

    private async Task BecameAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            Assert.False(process.HasExited && output.IsCompleted || limit.IsCancellationRequested, $"It never {what}. It printed:\n{Printed}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(limit.Token);
        await output.WaitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static MatrixProcess Start(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        FinishedProcess.Isolate(start);
        return new(start);
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is var count and > 0)
        {
            lock (printed)
                printed.Append(buffer, 0, count);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int pid, int signal);
}
