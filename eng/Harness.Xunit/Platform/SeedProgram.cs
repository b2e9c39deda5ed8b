using System.Reflection;
using Matrix.Harness.Development;
using Matrix.Harness.Faults;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Xunit.Platform;

/// <summary>A test program as <c>matrix seed</c> starts it: it builds its model in a database, and runs no test.</summary>
/// <param name="assembly">The test program.</param>
/// <param name="output">Where it says what it does.</param>
/// <param name="error">Where it says what is wrong.</param>
internal sealed class SeedProgram(Assembly assembly, TextWriter output, TextWriter error)
{
    private const int Seeded = 0, Wrong = 2, NoServer = 3;

    /// <returns>The exit code, as <c>matrix</c> has them.</returns>
    public async Task<int> RunAsync(SeedRequest request)
    {
        try
        {
            var backend = BackendAttribute.Of(assembly);
            var targets = TargetList.Read(Path.Combine(AppContext.BaseDirectory, TargetList.FileName));
            var fixture = backend.CreateFixture(targets.DefaultOf(backend.Name));
            await using var database = await fixture.Engine.OpenAsync(request.Address, CancellationToken.None);
            var engine = database.Engine;
            fixture.Target = new(engine.ToString(), backend.Name, engine.Name, engine.Version);
            await new Seeding(database, output).BuildAsync(fixture.Blueprint, request.Force, CancellationToken.None);
            return Seeded;
        }
        catch (MatrixException e)
        {
            await error.WriteLineAsync(e.Message);
            return e is ServerUnavailableException ? NoServer : Wrong;
        }
#pragma warning disable CA1031 // Do not catch general exception types: nothing that a database or a model throws is to end in a trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await error.WriteLineAsync(UnforeseenError.Describe(e));
            return CrashReport.ExitCode;
        }
    }
}
