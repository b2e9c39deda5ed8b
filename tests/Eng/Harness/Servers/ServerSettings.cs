using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers;

/// <summary>Asks a server whether it was started as it was meant to be.</summary>
internal static class ServerSettings
{
    public static async Task AreSetAsync(RunningServer server)
    {
        Assert.NotEmpty(server.Settings);
        foreach (var (name, value) in server.Settings)
        {
            var actual = await server.AskAsync(server.Engine.Name == "postgres" ? $"show {name}" : $"select @@global.{name}");
            Assert.Equal((name, Normal(value)), (name, Normal(actual)));
        }
    }

    // MySQL answers 0 and 1 where it was given OFF and ON.
    private static string Normal(string value) => value.ToUpperInvariant() switch
    {
        "OFF" => "0",
        "ON" => "1",
        "NULL" => "",
        var other => other,
    };
}
