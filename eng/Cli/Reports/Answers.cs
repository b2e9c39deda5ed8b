using Matrix.Cli.Merging;
using Matrix.Cli.Results;
using Matrix.Cli.Summaries;

namespace Matrix.Cli.Reports;

/// <summary>Numbers the different answers to one behaviour, so that who agrees with whom is seen by comparing numbers.</summary>
internal sealed class Answers
{
    private readonly List<string> known = [];

    /// <summary>The answer's number, from 1; 0 where the test did not run.</summary>
    public int Of(Cell cell)
    {
        if (!cell.Verdict.Ran())
            return 0;
        var answer = string.Join('\n', cell.Observations.Select(o => $"{o.Key}\0{Answer.Whole(o.Value)}").Append(cell.Failure is { } failure ? Answer.Whole(failure) : ""));
        if (!known.Contains(answer))
            known.Add(answer);
        return known.IndexOf(answer) + 1;
    }

    /// <summary>Whether any two targets on which it ran answered differently.</summary>
    public static bool Disagree(Behaviour behaviour)
    {
        var answers = new Answers();
        return behaviour.Cells.Select(answers.Of).Where(a => a > 0).Distinct().Skip(1).Any();
    }
}
