using Xunit;

namespace Matrix.Tests.Eng.Workflows;

public sealed class WorkflowTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Repository.PathOf(".github", "workflows"), "*.yml").Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_may_only_read_and_uses_what_cannot_change_under_it(string file)
    {
        var workflow = new Workflow(Repository.PathOf(".github", "workflows", file));

        Assert.Equal("contents: read", workflow.Permissions);
        Assert.NotEmpty(workflow.Actions);
        Assert.All(workflow.Actions, a => Assert.Matches("^[^@]+@[0-9a-f]{40}$", a));
        Assert.All(workflow.Timed, j => Assert.True(j.IsTimed, $"{j.Name} has no time-out."));
    }
}
