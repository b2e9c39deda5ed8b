namespace Matrix.Tests.Eng.Cli.Scripts;

/// <summary>A working copy that holds just what the scripts in <c>eng/</c> look at.</summary>
internal sealed class Gatekeeping : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public Gatekeeping()
    {
        foreach (var script in (string[])["run.sh", "run.ps1"])
        {
            folder.Write("a copy/eng/" + script, "");
            File.Copy(Repository.PathOf("eng", script), PathOf("eng", script), overwrite: true);
        }

        Write("global.json", "{}");
        Write("Directory.Build.props", "<Project />");
        Write("eng/Cli/Program.cs", "");
        Write("eng/Harness/Ledger/Ledger.cs", "");
        Write("eng/Harness.Containers/ContainerSource.cs", "");
        Write("eng/Harness.MySql/MySqlDriver.cs", "");
        Write("eng/Harness.Postgres/PostgresDriver.cs", "");
    }

    /// <summary>The working copy's folder, which has a space in its name.</summary>
    public string Root => folder.PathOf("a copy");

    public string Program => PathOf("artifacts", "bin", "Matrix.Cli", "release", "matrix.dll");

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public string Write(string name, string text) => folder.Write("a copy/" + name, text);

    /// <summary>Leaves what a build would: the program.</summary>
    public void Build() => Write("artifacts/bin/Matrix.Cli/release/matrix.dll", "");

    public void Dispose() => folder.Dispose();
}
