using Matrix.Cli.Running;
using Matrix.Cli.Writing;
using Matrix.Tests.Eng.Cli.Toy;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Running;

public sealed class TestProgramTests(BuiltToy built) : IClassFixture<BuiltToy>
{
    [Fact]
    public async Task One_that_does_not_end_when_asked_to_is_made_to()
    {
        var toy = built.Toy;
        toy.Script("gull", "wait in vain");
        var log = toy.PathOf("vain.log");
        using var program = TestProgram.Start(
            toy.ProjectOf("gull").Assembly, [], new Dictionary<string, string> { ["MATRIX_RESULTS"] = Path.Combine(toy.Results, "gull.jsonl") }, new ProgramOutput(log, new Unwritten(Console.WriteLine), _ => { }), grace: TimeSpan.Zero);

        var exitCode = await program.WaitAsync(new CancellationToken(canceled: true)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exitCode);
    }
}
