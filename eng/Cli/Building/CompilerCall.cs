using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Matrix.Cli.Building;

/// <summary>The compiler's last call for a program, as its build recorded it, to be made again without MSBuild.</summary>
/// <remarks>It leaves out what <c>dotnet build</c> then does: analysers, the documentation, the assembly to compile others against.</remarks>
internal sealed class CompilerCall
{
    private const string Analyser = "/analyzer:", Out = "/out:";

    // For other programs' builds alone, and there is none that refers to a test program.
    private static readonly string[] Beside = ["/doc:", "/refout:"];

    // For the command line alone.
    private const string Server = "/shared", NoConfiguration = "/noconfig";

    private readonly string compiler;
    private readonly IReadOnlyList<string> arguments;
    private readonly string output;

    private CompilerCall(string compiler, IReadOnlyList<string> arguments, string output)
    {
        this.compiler = compiler;
        this.arguments = arguments;
        this.output = output;
    }

    /// <summary>Reads what was recorded.</summary>
    /// <returns><see langword="null"/> when nothing was, or the compiler is not there any more.</returns>
    public static CompilerCall? Of(BackendProject project)
    {
        if (!File.Exists(project.Compilation) || File.ReadAllLines(project.Compilation) is not [var compiler, .. var arguments] || !File.Exists(compiler))
            return null;
        return arguments.FirstOrDefault(a => a.StartsWith(Out, StringComparison.Ordinal)) is { } output ? new(compiler, arguments, ValueOf(output)) : null;
    }

    /// <summary>Compiles, and puts the program where its build put it.</summary>
    /// <returns>The compiler's exit code and output.</returns>
    public async Task<(int ExitCode, string Output)> RepeatAsync(BackendProject project, CancellationToken cancellationToken)
    {
        var isShared = arguments.Contains(Server);
        var response = project.Compilation + ".rsp";
        var folder = Path.GetDirectoryName(project.File)!;
        await File.WriteAllLinesAsync(response, [.. Needed(folder).Where(a => a is not (Server or NoConfiguration)).Select(Quoted), "/skipanalyzers+"], cancellationToken);
        var (exitCode, said) = await Dotnet.RunAsync(
            ["exec", compiler, "/nologo", NoConfiguration, .. isShared ? [Server] : Array.Empty<string>(), "@" + response],
            folder,
            // It lives too short for recompiling itself to pay off; a server lives longer.
            isShared ? [] : new() { ["DOTNET_TieredPGO"] = "0" },
            cancellationToken);
        if (exitCode == 0)
        {
            foreach (var file in (string[])[output, Path.ChangeExtension(output, ".pdb")])
                File.Copy(file, Path.Combine(Path.GetDirectoryName(project.Assembly)!, Path.GetFileName(file)), overwrite: true);
        }

        return (exitCode, said);
    }

    // Loading analysers costs a third of the compiler's time even when they are not run. Generators have to run where they find something.
    private IEnumerable<string> Needed(string folder)
    {
        var sources = arguments.Where(a => a.EndsWith(".cs", StringComparison.Ordinal)).Select(a => Path.Combine(folder, a.Trim('"'))).Where(File.Exists);
        var idle = KnownGenerators.Idle(sources);
        var assemblies = arguments.Where(IsAnalyser).Select(a => AnalyserAssembly.Read(ValueOf(a))).ToList();
        var needed = assemblies.Where(a => a.Generates && !idle.Contains(a.Name)).Select(a => a.Name).ToHashSet();
        while (assemblies.Where(a => needed.Contains(a.Name)).SelectMany(a => a.References).Any(needed.Add))
        {
            // What it refers to may refer to more.
        }

        return arguments.Where(a => IsAnalyser(a)
            ? needed.Contains(Path.GetFileNameWithoutExtension(ValueOf(a)))
            : !Beside.Any(b => a.StartsWith(b, StringComparison.Ordinal)));

        static bool IsAnalyser(string argument) => argument.StartsWith(Analyser, StringComparison.Ordinal);
    }

    // A path with a blank is in quotes.
    private static string ValueOf(string argument) => argument[(argument.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim('"');

    // MSBuild quotes the values of options, and leaves sources as they are.
    private static string Quoted(string argument) => argument.Contains(' ') && !argument.Contains('"') ? $"\"{argument}\"" : argument;

    private sealed record AnalyserAssembly(string Name, bool Generates, IReadOnlyList<string> References)
    {
        public static AnalyserAssembly Read(string path)
        {
            using var file = new PEReader(File.OpenRead(path));
            var metadata = file.GetMetadataReader();
            return new(
                Path.GetFileNameWithoutExtension(path),
                metadata.TypeReferences.Any(t => metadata.StringComparer.Equals(metadata.GetTypeReference(t).Name, "GeneratorAttribute")),
                [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))]);
        }
    }
}
