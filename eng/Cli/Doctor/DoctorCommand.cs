using Matrix.Harness;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Doctor;

/// <summary><c>matrix doctor</c>: what this machine has, and what to do about what is missing.</summary>
/// <param name="targets">Every target there is.</param>
/// <param name="machine">What every run needs.</param>
/// <param name="sources">Where servers come from, in their order.</param>
/// <param name="variable">Where the user's settings are read.</param>
/// <param name="output">Where it says so.</param>
internal sealed class DoctorCommand(
    IReadOnlyList<Target> targets, IReadOnlyList<Finding> machine, IReadOnlyList<ServerSource> sources, Func<string, string?> variable, TextWriter output)
{
    /// <summary>Looks, and starts nothing.</summary>
    /// <returns>The exit code: 3 when a default target has no server.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var remedies = new List<string>();
        await output.WriteLineAsync("This machine");
        foreach (var finding in machine)
        {
            await WriteAsync(finding.Name, "", finding.Said);
            if (finding.Remedy is not null)
                remedies.Add($"{finding.Name}: {finding.Remedy}");
        }

        await output.WriteLineAsync($"\nServers, each of the first source that has one: {string.Join(", ", sources.Select(s => s.Name))}");
        var isReady = true;
        foreach (var target in targets)
        {
            if (target.Image is null)
            {
                await WriteAsync(NameOf(target), "", "in process");
                continue;
            }

            if (await LookAsync(target, cancellationToken) is not { } remedy)
                continue;
            isReady &= !target.Default;
            remedies.Add(remedy);
        }

        if (remedies.Count > 0)
            await output.WriteLineAsync("\nWhat to do\n" + string.Join('\n', remedies.Select(r => "  " + r)));
        return isReady ? ExitCodes.Green : ExitCodes.Server;
    }

    private static string NameOf(Target target) => target.Default ? $"{target.Name} (default)" : target.Name;

    // What would help; nothing when a source has a server. A run goes on to the next source, unless one was told something wrong.
    private async Task<string?> LookAsync(Target target, CancellationToken cancellationToken)
    {
        var lacking = new List<string>();
        string? wrong = null;
        var has = false;
        var name = NameOf(target);
        foreach (var source in sources)
        {
            string said;
            try
            {
                said = await source.LookAsync(target, variable, cancellationToken);
                has = true;
            }
            catch (SourceUnavailableException e)
            {
                said = $"none: {e.Said}";
                lacking.Add(e.Remedy);
            }
            catch (MatrixException e)
            {
                said = "wrong, so that a run would stop here";
                wrong ??= e.Message;
            }

            await WriteAsync(name, source.Name, said);
            name = "";
        }

        return wrong is not null ? $"{target.Name}: {wrong}"
            : has ? null
            : $"{target.Name} has no server. Any of these gives one:\n" + string.Join('\n', lacking.Select(r => "    " + r));
    }

    private Task WriteAsync(string name, string source, string said) => output.WriteLineAsync($"  {name,-24}{(source.Length > 0 ? source.PadRight(11) : "")}{said}");
}
