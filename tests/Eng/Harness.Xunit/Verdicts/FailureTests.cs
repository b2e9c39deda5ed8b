using Matrix.Harness.Results;
using Matrix.Harness.Verdicts;
using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Xunit.Verdicts;

/// <summary>What is known of a failure: every exception of it, and where.</summary>
public sealed class FailureTests(ThrowawayBackend backend)
{
    private const string File = "Shared/Behaviours/Faults.cs";

    [Fact]
    public async Task Its_exceptions_are_told_innermost_first_with_their_places()
    {
        var cell = (await backend.RunAsync("Faults.Nests")).Cell(2, "failed: 1");

        Assert.Equal(["System.InvalidCastException: Holland is no number", "System.InvalidOperationException: See the inner exception for details."], cell.Exceptions!.Select(e => $"{e.Type}: {e.Message}"));
        Assert.Equal([PlaceOf("new InvalidCastException"), PlaceOf("new InvalidOperationException")], cell.Exceptions!.Select(e => e.At));
        Assert.Equal(PlaceOf("[Fact]"), cell.Source);
        Assert.Equal("Throwaway.Faults", cell.Class);
        Assert.Equal("InvalidCastException: Holland is no number\n  inside InvalidOperationException: See the inner exception for details.", cell.Error);
    }

    [Fact]
    public async Task Frames_of_the_harness_are_folded()
    {
        var cell = (await backend.RunAsync("Faults.Nests")).Cell(2);

        Assert.Equal([$"Throwaway.Faults.Convert(String text) in {PlaceOf("new InvalidCastException")}", $"Throwaway.Faults.Nests() in {PlaceOf("Convert(")}"], cell.Exceptions![0].Stack);
        Assert.Equal($"Throwaway.Faults.Nests() in {PlaceOf("new InvalidOperationException")}", cell.Exceptions[1].Stack[0]);
        Assert.Matches("^… [0-9]+ frames of the test harness$", Assert.Single(cell.Exceptions[1].Stack.Skip(1)));
    }

    [Fact]
    public async Task What_fails_after_it_is_told_beside_it()
    {
        var cell = (await backend.RunAsync("FailingEnd.Fails_twice")).Cell(2, "failed: 1");

        Assert.Equal(["first", "second"], cell.Exceptions!.Select(e => e.Message));
    }

    [Fact]
    public async Task Of_a_class_fixture_it_fails_each_test_of_the_class()
    {
        var run = await backend.RunAsync("WithBrokenFixture.*");

        run.Ended(2, "failed: 2");
        Assert.Equal(["WithBrokenFixture.Has_a_row(row: 1)", "WithBrokenFixture.Is_a_fact"], run.Cells.Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.All(run.Cells, c => Assert.Equal((Verdict.Fail, "no file", "System.IO.InvalidDataException"), (c.Verdict, c.Exceptions![0].Message, c.Exceptions[0].Type)));
        Assert.All(run.Cells, c => Assert.Contains("Class fixture type 'Throwaway.Broken' threw in its constructor", c.Error, StringComparison.Ordinal));
        Assert.All(run.Cells, c => Assert.Equal(File, c.Source!.File));
    }

    [Fact]
    public async Task Of_a_class_fixture_that_is_disposed_it_is_a_problem_of_the_run()
    {
        var run = await backend.RunAsync("WithFixtureThatFailsToEnd.Passes_before");

        Assert.Contains("Something failed after a class: InvalidDataException: cannot close", run.Problem(2).Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, run.Cells.Single().Verdict);
    }

    [Theory]
    [InlineData("DataFaults.Has_data_that_throws", "no rows today")]
    [InlineData("DataFaults.Has_no_data", "No data found for Throwaway.DataFaults.Has_no_data")]
    public async Task Of_a_theory_s_data_it_is_the_theory_s(string test, string message)
    {
        var cell = (await backend.RunAsync(test)).Cell(2, "failed: 1");

        Assert.Equal((test, Verdict.Fail), (cell.Name, cell.Verdict));
        Assert.Contains(message, cell.Exceptions![0].Message, StringComparison.Ordinal);
        Assert.Equal(File, cell.Source!.File);
    }

    private static SourcePlace PlaceOf(string text) =>
        new(File, Array.FindIndex(ThrowawayFaults.Source.Split('\n'), l => l.Contains(text, StringComparison.Ordinal)) + 1);
}
