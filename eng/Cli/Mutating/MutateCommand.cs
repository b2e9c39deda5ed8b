using Matrix.Cli.Building;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Mutating;

/// <summary><c>matrix mutate</c>: changes expected values in the ledger, one at a time, and shows that each such lie turns the run red.</summary>
internal sealed class MutateCommand(Repository repository, MutateOptions options, TextWriter output)
{
    /// <summary>Does it. The ledger's files are not touched: each mutant lies in a temporary folder.</summary>
    /// <returns>The exit code: red when a lie went unnoticed.</returns>
    /// <exception cref="MatrixException">The backend cannot be built, has no server, or has nothing to change.</exception>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var target = TargetList.Read(repository.TargetsFile).Select(options.Backend) is [var only]
            ? only
            : throw new MatrixException($"'{options.Backend}' is more than one target. Name the one whose ledger is to be doubted.");
        var project = repository.ProjectOf(target.Backend);
        using var program = await new BackendBuild(repository, output.WriteLine).HoldAsync(project, asItIs: false, cancellationToken);
        if (program.Complaint is { } complaint)
            throw new MatrixException(complaint);

        var folder = Directory.CreateTempSubdirectory("matrix-mutate-");
        try
        {
            return await DoubtAsync(new MutantRun(project, target, folder.FullName), cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<int> DoubtAsync(MutantRun run, CancellationToken cancellationToken)
    {
        var ledger = DifferenceLedger.Read(repository.Behaviours);
        var (baseline, engine) = await run.BaselineAsync(cancellationToken);
        var mutants = ledger.Entries.Where(e => baseline.Contains(e.Behaviour)).SelectMany(e => Mutant.Of(e, engine)).ToArray();
        if (mutants.Length == 0)
            throw new MatrixException($"The ledger expects nothing of {engine}. Run it with --accept first.");
        var seed = options.Seed ?? Random.Shared.Next(10_000);
        new Random(seed).Shuffle(mutants);
        var sample = mutants.Take(options.Sample).ToList();

        var unnoticed = 0;
        foreach (var mutant in sample)
        {
            var noticed = await run.NoticesAsync(mutant, ledger, cancellationToken);
            unnoticed += noticed ? 0 : 1;
            await output.WriteLineAsync($"{(noticed ? "red       " : "UNNOTICED ")}{mutant.Lie}");
        }

        await output.WriteLineAsync($"{sample.Count} of {mutants.Length} expected values of {engine} were changed, one at a time: {sample.Count - unnoticed} runs were red, {unnoticed} were not. Seed {seed}.");
        return unnoticed == 0 ? ExitCodes.Green : ExitCodes.Red;
    }
}
