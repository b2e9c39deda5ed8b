using Matrix.Harness.Servers.Local;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers.Local;

public sealed class LocalEngineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("postgres", "data/postmaster.pid", "4711\n/data\n\n5432\n/data\n\n 1 2\nready   \n", true)]
    [InlineData("postgres", "data/postmaster.pid", "4711\n/data\n\n5432\n/data\n\n 1 2\nstarting\n", false)]
    [InlineData("postgres", "data/postmaster.pid", "", false)]
    [InlineData("postgres", ".s.PGSQL.5432", "", false)]
    [InlineData("mariadb", "socket", "", true)]
    [InlineData("mariadb", "pid", "4711\n", false)]
    public void A_server_is_asked_once_its_files_say_that_it_listens(string engine, string file, string text, bool expected)
    {
        Directory.CreateDirectory(folder.PathOf("data"));
        folder.Write(file, text);

        Assert.Equal(expected, LocalEngine.For(engine)!.IsListening(WorkFolder.At(folder.Path)));
    }
}
