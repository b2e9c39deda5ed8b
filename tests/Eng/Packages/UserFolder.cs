using Matrix.Tests.Eng.Throwaway;

namespace Matrix.Tests.Eng.Packages;

/// <summary>A folder in which somebody works who has Matrix from packages alone. Gone when disposed.</summary>
internal sealed class UserFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IReadOnlyDictionary<string, string> environment;

    public UserFolder(string source, IReadOnlyDictionary<string, string> environment)
    {
        this.environment = environment;
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="matrix" value="{source}" />
              </packageSources>
            </configuration>
            """);
    }

    public string Root => folder.Path;

    public string PathOf(params string[] parts) => folder.PathOf(parts);

    public void Write(string path, string text) => folder.Write(path, text);

    /// <summary>Copies a file that lies beside these tests, under a name of its own.</summary>
    public void Copy(string from, string path) => Write(path, File.ReadAllText(Repository.PathOf(["tests", "Eng", "Packages", .. from.Split('/')])));

    /// <summary>Changes a file's text, which must be as expected.</summary>
    public void Replace(string path, string old, string now)
    {
        var file = PathOf(path.Split('/'));
        var text = File.ReadAllText(file);
        if (!text.Contains(old, StringComparison.Ordinal))
            throw new InvalidOperationException($"{path} does not say {old}:\n{text}");
        File.WriteAllText(file, text.Replace(old, now, StringComparison.Ordinal));
    }

    /// <summary>Runs <c>dotnet</c>.</summary>
    public Task<FinishedProcess> DotnetAsync(params string[] arguments) => FinishedProcess.OfAsync("dotnet", Root, arguments, environment);

    /// <summary>Runs <c>eng/run.sh</c>, or on Windows <c>eng/run.ps1</c>.</summary>
    public Task<FinishedProcess> RunAsync(params string[] arguments) => RunAsync([], arguments);

    /// <summary>The same with variables.</summary>
    public Task<FinishedProcess> RunAsync(IEnumerable<KeyValuePair<string, string>> variables, params string[] arguments) => OperatingSystem.IsWindows()
        ? FinishedProcess.OfAsync("powershell", Root, ["-File", PathOf("eng", "run.ps1"), .. arguments], [.. environment, .. variables])
        : FinishedProcess.OfAsync(PathOf("eng", "run.sh"), Root, arguments, [.. environment, .. variables]);

    /// <summary>Runs a file of shell commands in here.</summary>
    public Task<FinishedProcess> ShellAsync(string file, IEnumerable<KeyValuePair<string, string>> variables) =>
        FinishedProcess.OfAsync("bash", Root, [file], [.. environment, .. variables]);

    public void Dispose() => folder.Dispose();
}
