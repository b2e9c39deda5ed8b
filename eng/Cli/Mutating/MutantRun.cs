using Matrix.Cli.CommandLine;
using Matrix.Cli.Results;
using Matrix.Cli.Running;
using Matrix.Cli.Writing;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Targets;
using Matrix.Harness.Verdicts;

namespace Matrix.Cli.Mutating;

/// <summary>Runs a target's test program against a ledger of its own.</summary>
internal sealed class MutantRun(BackendProject project, Target target, string folder)
{
    private readonly string lines = Path.Combine(folder, "results.jsonl");
    private readonly string ledgerFolder = Path.Combine(folder, "ledger");

    /// <summary>Runs everything against the ledger as it is: a lie shows only where the truth is green.</summary>
    /// <returns>The behaviours that are green, as the ledger names them, and the engine.</returns>
    /// <exception cref="MatrixException">There is no server.</exception>
    public async Task<(HashSet<string> Green, EngineIdentity Engine)> BaselineAsync(CancellationToken cancellationToken)
    {
        var (_, results) = await RunAsync([], null, cancellationToken);
        if (results.Server is not { } server)
            throw new MatrixException(results.NoServer?.Message ?? $"{target.Name} did not start. Run it with {Spelling.Of($"--backend {target.Name}")} and mend what that says.");
        var green = results.Cells.Values.Where(c => c.Verdict is Verdict.Pass or Verdict.Difference).SelectMany(c => (string[])[c.Name, c.Name.Split('(')[0]]);
        return ([.. green], new EngineIdentity(server.Engine, server.EngineVersion));
    }

    /// <summary>Whether the run of a mutant's behaviour is red.</summary>
    public async Task<bool> NoticesAsync(Mutant mutant, DifferenceLedger ledger, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(ledgerFolder);
        foreach (var file in Directory.EnumerateFiles(ledgerFolder))
            File.Delete(file);
        var subject = ledger.Entries.Where(e => e.Subject == mutant.Entry.Subject).Select(e => e.Behaviour == mutant.Entry.Behaviour ? mutant.Entry : e);
        await File.WriteAllTextAsync(Path.Combine(ledgerFolder, mutant.Entry.Subject + ".differences.json"), LedgerText.File(subject, null), cancellationToken);
        var (exitCode, results) = await RunAsync([mutant.Entry.Behaviour], ledgerFolder, cancellationToken);
        return exitCode != 0 && results.Cells.Values.Any(c => c.Verdict is Verdict.Changed or Verdict.Stale or Verdict.Fail);
    }

    private async Task<(int ExitCode, TargetResults Results)> RunAsync(IReadOnlyList<string> filters, string? ledger, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>
        {
            ["MATRIX_TARGET"] = target.Name,
            ["MATRIX_RESULTS"] = lines,
            ["MATRIX_REQUIRED"] = "true",
            ["MATRIX_KEEP"] = "true",
        };
        if (ledger is not null)
            environment["MATRIX_LEDGER"] = ledger;
        using var program = TestProgram.Start(project.Assembly, TestFilter.ArgumentsFor(filters), environment, new ProgramOutput(Path.Combine(folder, "log"), new Unwritten(_ => { }), _ => { }));
        var exitCode = await program.WaitAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return (exitCode, TargetResults.Read(lines));
    }
}
