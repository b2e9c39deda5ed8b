using System.Diagnostics;
using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers;

public sealed class ProcessStampTests
{
    [Fact]
    public void This_process_has_not_ended() => Assert.False(ProcessStamp.Current.HasEnded);

    [Fact]
    public void A_stamp_is_read_as_it_was_written() => Assert.Equal(ProcessStamp.Current, ProcessStamp.Parse(ProcessStamp.Current.ToString()));

    [Fact]
    public void A_later_process_with_the_same_id_is_not_mistaken_for_the_one_that_ended() =>
        Assert.True((ProcessStamp.Current with { Started = ProcessStamp.Current.Started - 1 }).HasEnded);

    [Fact]
    public void Of_another_machines_process_nothing_is_known() =>
        Assert.False((ProcessStamp.Current with { Machine = "elsewhere+me", Started = 1 }).HasEnded);

    [Fact]
    public async Task A_process_that_ended_has_ended()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        var stamp = ProcessStamp.Of(process.Id);

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(stamp!.HasEnded);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a/b/c")]
    [InlineData("a/1")]
    public void Other_text_is_no_stamp(string? text) => Assert.Null(ProcessStamp.Parse(text));
}
