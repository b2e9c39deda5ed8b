using Matrix.Cli.GitHub;
using Matrix.Cli.Merging;
using Matrix.Cli.Running;
using Matrix.Tests.Eng.Cli.Toy;
using Xunit;

namespace Matrix.Tests.Eng.Cli.GitHub;

public sealed class AnnotationsTests : IDisposable
{
    private readonly ToyWorkingCopy toy = new();

    [Fact]
    public void A_red_behaviour_is_told_once_at_its_line()
    {
        toy.Write("tests/Shared/Behaviours/Text/Upserts.cs", "class Upserts\n{\n    public void Keeps_100_percent(int x) { }\n}");

        Assert.Equal(
            ["::error file=tests/Shared/Behaviours/Text/Upserts.cs,line=3,title=Upserts.Keeps_100_percent(x%3A 1) on sqlite%2C postgres@18::sqlite: fail. 99%25%0Aof it%0Apostgres@18: fail. none"],
            Written(
                Ran.Whole(Ran.Sqlite, Ran.Fails("Upserts.Keeps_100_percent(x: 1)", "99%\nof it"), Ran.Pass("Upserts.Other")),
                Ran.Whole(Ran.Postgres18, Ran.Fails("Upserts.Keeps_100_percent(x: 1)", "none"), Ran.Pass("Upserts.Other"))));
    }

    [Fact]
    public void It_is_told_at_the_line_of_its_file_that_failed()
    {
        var cell = Ran.Fails("Crud.Adds", "no") with { Source = new("tests/Crud.cs", 4), Exceptions = [new("E", "deep", []) { At = new("src/Shop.cs", 90) }, new("E", "no", []) { At = new("tests/Crud.cs", 7) }] };

        Assert.StartsWith("::error file=tests/Crud.cs,line=7,", Written(Ran.Whole(Ran.Sqlite, cell))[0], StringComparison.Ordinal);
        Assert.StartsWith("::error file=tests/Crud.cs,line=4,", Written(Ran.Whole(Ran.Sqlite, cell with { Exceptions = null }))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_not_found_is_told_without_a_line() =>
        Assert.Equal(["::error title=Nowhere.Is on sqlite::sqlite: fail. no"], Written(Ran.Whole(Ran.Sqlite, Ran.Fails("Nowhere.Is", "no"))));

    [Fact]
    public void A_problem_is_told_too() =>
        Assert.StartsWith("::error title=Matrix on sqlite::sqlite: the test program ended with exit code 134", Written(Ran.Whole(Ran.Sqlite, Ran.Pass("A.B")) with { ExitCode = 134 })[0], StringComparison.Ordinal);

    [Fact]
    public void What_is_green_is_not_told() => Assert.Empty(Written(Ran.Whole(Ran.Sqlite, Ran.Pass("A.B"), Ran.Differs("A.C", "x", 1))));

    [Fact]
    public void No_more_are_told_than_are_shown() =>
        Assert.Equal(10, Written(Ran.Whole(Ran.Sqlite, [.. Enumerable.Range(0, 30).Select(i => Ran.Fails($"A.B{i}", "no"))])).Count);

    public void Dispose() => toy.Dispose();

    private List<string> Written(params TargetOutcome[] outcomes)
    {
        using var output = new StringWriter();
        Annotations.Write(Merger.Merge(outcomes, cancelled: false, DateTime.UnixEpoch, TimeSpan.Zero), toy.Repository, output);
        return [.. output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)];
    }
}
