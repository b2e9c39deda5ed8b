using Matrix.Harness.Containers;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Local;
using Matrix.Harness.Targets;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers;

/// <summary>What a test needs of the machine that it runs on: without it the test is skipped with the reason, and fails in CI.</summary>
internal static class Machine
{
    /// <summary>A container engine that has an image.</summary>
    public static async Task<ContainerEngine> ImageAsync(string image)
    {
        try
        {
            var engine = await ContainerEngine.ConnectAsync(null, TestContext.Current.CancellationToken);
            await engine.ImageIdAsync(image, _ => { }, TestContext.Current.CancellationToken);
            return engine;
        }
        catch (SourceUnavailableException e)
        {
            throw Lacking(e);
        }
    }

    /// <summary>The server programs of an engine, whatever their version; the target that they are.</summary>
    public static async Task<Target> ProgramsAsync(string engine)
    {
        var any = new Target(engine, engine == "postgres" ? "postgres" : "mysql", engine);
        try
        {
            var programs = await LocalPrograms.FindAsync(any, LocalEngine.For(engine)!, _ => null, TestContext.Current.CancellationToken);
            return any with { Name = programs.Identity.ToString(), Version = programs.Identity.Version };
        }
        catch (SourceUnavailableException e)
        {
            // In CI too: no machine has the programs of every engine, for MariaDB's stand in the place of MySQL's.
            Assert.Skip(e.Message);
            throw;
        }
    }

    private static Exception Lacking(SourceUnavailableException error)
    {
        if (Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip(error.Message);
        return error;
    }
}
