using Matrix.Harness;
using Matrix.Harness.Servers.Local;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Local;

public sealed class PreparedDataTests : IDisposable
{
    private static readonly ServerAccount Account = new((string?)null);

    private readonly TemporaryFolder folder = new();
    private readonly LocalEngine engine = LocalEngine.For("mariadb")!;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Data_tells_what_the_program_is_that_made_it()
    {
        var program = Program("\u007fELF");

        Assert.Equal(new("mariadb", "11.8.6"), MakerOf(program));
    }

    [Fact]
    public void A_program_that_was_updated_is_not_known()
    {
        var program = Program("\u007fELF");

        Assert.Null(MakerOf(program, update: () => File.AppendAllText(program, "new")));
    }

    [Fact]
    public void A_script_is_not_known_as_what_it_starts_may_have_been_updated()
    {
        var program = Program("#!/bin/sh");

        Assert.Null(MakerOf(program));
    }

    [Fact]
    public async Task What_is_known_of_a_program_is_not_asked()
    {
        var installed = await Machine.ProgramsAsync("postgres");

        var found = await LocalPrograms.FindAsync(
            installed with { Version = "99" }, LocalEngine.For("postgres")!, _ => new EngineIdentity("postgres", "99.1"), TestContext.Current.CancellationToken);

        Assert.Equal("99.1", found.Identity.Version);
    }

    private EngineIdentity? MakerOf(string program, Action? update = null)
    {
        Directory.CreateDirectory(folder.PathOf(PreparedData.NameOf(engine, new(program, "", new("mariadb", "11.8.6")), Account)));
        update?.Invoke();
        return new PreparedData(folder.Path).MakerOf(engine, program, Account);
    }

    private string Program(string start)
    {
        var program = folder.PathOf("mariadbd");
        File.WriteAllText(program, start);
        return program;
    }
}
