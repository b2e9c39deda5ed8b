using Matrix.Cli.Merging;
using Matrix.Cli.Running;
using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Merging;

public sealed class CompletenessTests
{
    [Fact]
    public void A_behaviour_that_ran_elsewhere_and_not_here_is_missing()
    {
        var behaviours = Complete(Ran.Whole(Ran.Sqlite, Ran.Pass("S.A"), Ran.Pass("S.B")), Ran.Whole(Ran.MySql, Ran.Pass("S.A")));

        var missing = CellOf(behaviours, "S.B", "mysql@9.7");
        Assert.Equal(Verdict.Missing, missing.Verdict);
        Assert.StartsWith("It ran on sqlite and not here.", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_skipped_here_that_ran_elsewhere_is_missing_with_its_reason()
    {
        var behaviours = Complete(Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")), Ran.Whole(Ran.MySql, Ran.Skipped("S.A", "too slow")));

        var missing = CellOf(behaviours, "S.A", "mysql@9.7");
        Assert.Equal(Verdict.Missing, missing.Verdict);
        Assert.StartsWith("Skipped here (too slow), and it ran on sqlite.", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_skipped_everywhere_is_skipped()
    {
        var behaviours = Complete(Ran.Whole(Ran.Sqlite, Ran.Skipped("S.A", "later")), Ran.Whole(Ran.MySql, Ran.Skipped("S.A", "later")));

        Assert.All(behaviours.Single().Cells, c => Assert.Equal(Verdict.Skipped, c.Verdict));
    }

    [Fact]
    public void One_bound_without_a_verdict_is_missing()
    {
        var behaviours = Complete(Ran.On(Ran.Sqlite, Ran.Started(Ran.Sqlite), Ran.Ready(Ran.Sqlite), new CellsBound(["S.A", "S.B"]), Ran.Pass("S.A")));

        var missing = CellOf(behaviours, "S.B", "sqlite");
        Assert.Equal(Verdict.Missing, missing.Verdict);
        Assert.StartsWith("It was to run and has no verdict", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_server_every_behaviour_known_from_elsewhere_is_unavailable()
    {
        var behaviours = Complete(
            Ran.Whole(Ran.Sqlite, Ran.Pass("S.A"), Ran.Pass("S.B")),
            Ran.On(Ran.MySql, Ran.Started(Ran.MySql), new CellsBound(["S.A"]), new ServerMissing("No server.", Lost: false)));

        Assert.All(behaviours, b => Assert.Equal(Verdict.Unavailable, b.Cells[1].Verdict));
        Assert.Equal(2, behaviours.Count);
    }

    [Fact]
    public void Behaviours_that_a_lost_server_took_along_are_unavailable_and_the_others_keep_their_verdict()
    {
        var behaviours = Complete(Ran.On(
            Ran.MySql, Ran.Started(Ran.MySql), Ran.Ready(Ran.MySql), new CellsBound(["S.A", "S.B"]), Ran.Pass("S.A"), new ServerMissing("Gone.", Lost: true), Ran.Ended));

        Assert.Equal([Verdict.Pass, Verdict.Unavailable], behaviours.Select(b => b.Cells.Single().Verdict));
    }

    [Fact]
    public void A_backend_s_own_behaviour_is_missed_on_that_backend_only()
    {
        var own = Ran.Pass("Own.A") with { Shared = false };

        var behaviours = Complete(
            Ran.Whole(Ran.Sqlite, Ran.Pass("S.A")), Ran.Whole(Ran.Postgres18, Ran.Pass("S.A"), own), Ran.Whole(Ran.Postgres17, Ran.Pass("S.A")));

        Assert.Equal([("postgres@18", Verdict.Pass), ("postgres@17", Verdict.Missing)], behaviours[0].Cells.Select(c => (c.Target, c.Verdict)));
    }

    [Fact]
    public void A_theory_bound_by_its_name_is_its_rows_wherever_they_are_known()
    {
        var behaviours = Complete(
            Ran.On(Ran.Sqlite, Ran.Started(Ran.Sqlite), new CellsBound(["S.Rows"]), Ran.Pass("S.Rows(x: 1)"), Ran.Pass("S.Rows(x: 2)"), Ran.Ended),
            Ran.On(Ran.MySql, Ran.Started(Ran.MySql), new CellsBound(["S.Rows"])));

        Assert.Equal(["S.Rows(x: 1)", "S.Rows(x: 2)"], behaviours.Select(b => b.Name));
        Assert.All(behaviours, b => Assert.Equal(Verdict.Missing, b.Cells[1].Verdict));
    }

    [Fact]
    public void A_theory_whose_rows_nobody_knows_is_one_that_is_missing()
    {
        var behaviours = Complete(Ran.On(Ran.Sqlite, Ran.Started(Ran.Sqlite), new CellsBound(["S.Rows"])));

        Assert.Equal(("S.Rows", Verdict.Missing), (behaviours.Single().Name, behaviours.Single().Cells.Single().Verdict));
    }

    [Fact]
    public void Of_rows_with_one_name_the_red_one_stands_for_both()
    {
        var behaviours = Complete(Ran.Whole(Ran.Sqlite, Ran.Fails("S.Rows(x: 1)", "wrong"), Ran.Pass("S.Rows(x: 1)")));

        Assert.Equal(Verdict.Fail, behaviours.Single().Cells.Single().Verdict);
    }

    [Fact]
    public void Shared_totals_are_the_same_on_every_target_and_their_parts_add_up()
    {
        var behaviours = Complete(
            Ran.Whole(Ran.Sqlite, Ran.Pass("S.A"), Ran.Differs("S.B", "x", 1), Ran.Skipped("S.C", "later"), Ran.Pass("S.D")),
            Ran.Whole(Ran.Postgres18, Ran.Pass("S.A"), Ran.Fails("S.B", "no"), Ran.Pass("Own.A") with { Shared = false }),
            Ran.On(Ran.Postgres17, Ran.Started(Ran.Postgres17), new ServerMissing("No server.", Lost: false)),
            Ran.On(Ran.MySql, Ran.Started(Ran.MySql), Ran.Ready(Ran.MySql), new CellsBound(["S.A", "S.E"]), Ran.Cell("S.A", Verdict.Stale)));

        var totals = ((string[])["sqlite", "postgres@18", "postgres@17", "mysql@9.7"]).Select(t => Totals.Of(t, behaviours)).ToList();

        Assert.All(totals, t => Assert.Equal(t.Bound, t.Passed + t.Differed + t.Failed + t.Stale + t.Changed + t.Missing + t.Unavailable + t.Skipped));
        Assert.Equal([4, 4, 4], totals.Take(3).Select(t => t.Bound - t.Own));
        Assert.Equal([0, 1, 1, 0], totals.Select(t => t.Own));
    }

    private static IReadOnlyList<Behaviour> Complete(params TargetOutcome[] outcomes) => Completeness.Complete(outcomes, cancelled: false);

    private static Cell CellOf(IReadOnlyList<Behaviour> behaviours, string name, string target) =>
        behaviours.Single(b => b.Name == name).Cells.Single(c => c.Target == target);
}
