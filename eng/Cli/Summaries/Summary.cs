using Matrix.Cli.Merging;
using Matrix.Harness;
using Matrix.Harness.Ledger;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Summaries;

/// <summary>What a person reads after a run. The end of it is what stands on the screen: what is red, then what it all comes to.</summary>
/// <param name="results">The results.</param>
/// <param name="ledger">The ledger that they were held against.</param>
/// <param name="known">Every target there is, run or not.</param>
/// <param name="wording">How commands and files are spelled.</param>
/// <param name="screen">Where it is read.</param>
internal sealed class Summary(MatrixResults results, DifferenceLedger ledger, IReadOnlyList<Target> known, Wording wording, Screen screen)
{
    /// <summary>Writes it.</summary>
    public Page Write()
    {
        var page = new Page(screen.Width);
        var red = RedBehaviour.In(results);
        var end = End(red);
        if (screen.Quiet)
            return end;

        // What was not built or was cancelled knows nothing more.
        if (results.Behaviours.Count > 0)
            WriteAsked(page);
        var engines = results.Targets.Where(t => t.Engine is not null).ToDictionary(t => t.Name, t => new EngineIdentity(t.Engine!, t.EngineVersion!));
        var blocks = new Page(screen.Width);
        NotRun.Write(blocks, results);
        RedCells.Write(blocks, red, ledger, engines, wording);
        Problems.Write(blocks, results);
        page.Add(blocks);
        var room = screen.Height - end.Lines.Count - 2;
        if (blocks.Lines.Count > room && red.Count > 0)
        {
            new RedDigest(page, ledger, engines).Write(red, room);
            page.Gap();
        }

        return page.Add(end);
    }

    private void WriteAsked(Page page)
    {
        if (screen.Show.HasFlag(Shown.Differences))
            Differences.Write(page, results, ledger);
        if (screen.Show.HasFlag(Shown.Grid))
            Grid.Write(page, results);
        if (screen.Show.HasFlag(Shown.Timings))
            Timings.Write(page, results);
    }

    private Page End(IReadOnlyList<RedBehaviour> red)
    {
        var page = new Page(screen.Width);
        Conclusion.Write(page, results, red, wording);
        if (!screen.Quiet && results.ExitCode == ExitCodes.Green)
            Unseen.Write(page, results, ledger, known, wording);
        return page;
    }
}
