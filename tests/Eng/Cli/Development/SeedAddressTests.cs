using Matrix.Cli.Development;
using Matrix.Harness;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Development;

public sealed class SeedAddressTests
{
    [Theory]
    [InlineData("postgres://me:secret@localhost/dev", "postgres")]
    [InlineData("postgresql://me@localhost/dev", "postgres")]
    [InlineData("mysql://me@localhost/dev", "mysql")]
    [InlineData("mariadb://me@localhost/dev", "mysql")]
    [InlineData("sqlite:///dev.db", "sqlite")]
    public void A_URL_decides_the_backend(string url, string backend)
    {
        Assert.Equal(new(backend, url), Of(new(null, url, null, false)));
        Assert.Equal(new(backend, url), Of(new(null, null, null, false), url));
    }

    [Fact]
    public void A_file_is_SQLite_s_wherever_the_command_was_called() =>
        Assert.Equal(new("sqlite", Path.GetFullPath("dev.db")), Of(new("sqlite", null, "dev.db", false), "postgres://me@localhost/dev"));

    [Fact]
    public void A_connection_string_needs_a_backend()
    {
        const string address = "Host=localhost;Password=secret";

        Assert.Equal(new("postgres", address), Of(new("postgres", address, null, false)));
        var error = Assert.Throws<MatrixException>(() => Of(new(null, address, null, false)));
        Assert.Contains("--backend", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null, "No database is named")]
    [InlineData(null, "oracle://me:secret@localhost/dev", null, "no engine that Matrix knows")]
    [InlineData("mysql", "postgres://me:secret@localhost/dev", null, "--backend says mysql")]
    [InlineData("postgres", null, "dev.db", "--backend says postgres")]
    [InlineData(null, "sqlite:dev.db", "dev.db", "--file and --url")]
    public void What_cannot_be_meant_is_told_without_a_password(string? backend, string? url, string? file, string message)
    {
        var error = Assert.Throws<MatrixException>(() => Of(new(backend, url, file, false)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static SeedAddress Of(SeedOptions options, string? variable = null) => SeedAddress.Of(options, name => name == "DATABASE_URL" ? variable : null);
}
