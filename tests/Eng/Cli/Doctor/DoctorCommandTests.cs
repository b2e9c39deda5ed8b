using System.Net;
using System.Net.Sockets;
using Matrix.Cli.Doctor;
using Matrix.Harness;
using Matrix.Harness.Containers;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Local;
using Matrix.Tests.Eng.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Doctor;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly StringWriter output = new();

    [Fact]
    public async Task A_target_s_sources_are_looked_at_in_order_and_nothing_is_started()
    {
        var (given, container) = (new FakeSource("given", new SourceUnavailableException("MATRIX_POSTGRES is not set.", "Set it.")), new FakeSource("container"));

        Assert.Equal(0, await LookAsync(given, container));

        Assert.Equal("""
            This machine
              disk                    5.0 GiB free of 10.0

            Servers, each of the first source that has one: given, container
              sqlite (default)        in process
              postgres@18 (default)   given      none: MATRIX_POSTGRES is not set.
                                      container  container for postgres@18

            """, Printed);
        Assert.Equal((0, 0), (given.Started, container.Started));
    }

    [Fact]
    public async Task A_default_target_without_a_server_is_3_with_the_remedy_of_each_source()
    {
        var exitCode = await LookAsync(
            new FakeSource("given", new SourceUnavailableException("MATRIX_POSTGRES is not set.", "Set it.")),
            new FakeSource("container", new SourceUnavailableException("no engine", "Start Docker.")));

        Assert.Equal(3, exitCode);
        Assert.EndsWith("What to do\n  postgres@18 has no server. Any of these gives one:\n    Set it.\n    Start Docker.\n", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_was_told_something_wrong_is_not_made_up_for_by_the_next()
    {
        var exitCode = await LookAsync(new FakeSource("given", new MatrixException("Nothing answers there.")), new FakeSource("container"));

        Assert.Equal(3, exitCode);
        Assert.EndsWith("What to do\n  postgres@18: Nothing answers there.\n", Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_given_server_is_asked_for_an_answer_and_its_password_is_not_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var source = new GivenSource();

        Assert.Equal($"MATRIX_POSTGRES (me@127.0.0.1:{port}) answers", await source.LookAsync(Ran.Postgres18, Given, TestContext.Current.CancellationToken));
        listener.Stop();
        var e = await Assert.ThrowsAsync<MatrixException>(() => source.LookAsync(Ran.Postgres18, Given, TestContext.Current.CancellationToken));

        Assert.StartsWith($"nothing answers at MATRIX_POSTGRES (me@127.0.0.1:{port}).", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", e.Message, StringComparison.Ordinal);

        string? Given(string name) => name == "MATRIX_POSTGRES" ? $"Host=127.0.0.1;Port={port};Username=me;Password=swordfish" : null;
    }

    [Fact]
    public async Task A_container_engine_that_is_not_there_is_said_with_what_to_do()
    {
        var findings = await ThisMachine.LookAsync(new Matrix.Cli.Repository(Eng.Repository.Root), new ContainerSource("tcp://127.0.0.1:1"), TestContext.Current.CancellationToken);

        Assert.Equal([".NET SDK", "container engine", "memory", "disk"], findings.Select(f => f.Name));
        Assert.Matches(@"^\d+\.\d+\.\d+", findings[0].Said);
        Assert.Contains("no container engine answers", findings[1].Said, StringComparison.Ordinal);
        Assert.StartsWith("Start Docker", findings[1].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_little_room_comes_with_a_remedy()
    {
        Assert.Equal(new Finding("disk", "1.5 GiB free of 8.0", "Make room."), ThisMachine.Room("disk", 1.5 * (1 << 30), 8.0 * (1 << 30), "Make room."));
        Assert.Null(ThisMachine.Room("disk", 2.5 * (1 << 30), 8.0 * (1 << 30), "Make room.").Remedy);
    }

    [Fact]
    public async Task A_program_of_this_machine_is_only_named_for_its_own_version()
    {
        var e = await Assert.ThrowsAsync<SourceUnavailableException>(
            () => new LocalSource().LookAsync(Ran.Postgres18 with { Version = "1.0" }, _ => null, TestContext.Current.CancellationToken));

        Assert.NotEmpty(e.Remedy);
    }

    public void Dispose() => output.Dispose();

    private string Printed => output.ToString().ReplaceLineEndings("\n");

    private Task<int> LookAsync(params ServerSource[] sources) => new DoctorCommand(
        [Ran.Sqlite, Ran.Postgres18], [new("disk", "5.0 GiB free of 10.0")], sources, _ => null, output).ExecuteAsync(TestContext.Current.CancellationToken);
}
