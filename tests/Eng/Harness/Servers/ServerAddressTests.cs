using Matrix.Harness;
using Matrix.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Servers;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("postgres", "postgres://me:pa%2Fss@db.example:5433/shop?SSL%20Mode=Require", "Host=db.example;Port=5433;Username=me;Password=pa/ss;Database=shop;SSL Mode=Require")]
    [InlineData("postgres", "postgresql://me@localhost", "Host=localhost;Username=me")]
    [InlineData("mysql", "mysql://root:s%3Bcret@127.0.0.1", "Server=127.0.0.1;User ID=root;Password=\"s;cret\"")]
    [InlineData("mysql", "mariadb://root@127.0.0.1:3307", "Server=127.0.0.1;Port=3307;User ID=root")]
    [InlineData("mysql", "Server=db;Uid=me;Pwd=x", "Server=db;Uid=me;Pwd=x")]
    public void A_URL_or_a_connection_string_becomes_the_drivers_own(string backend, string given, string expected) =>
        Assert.Equal(expected, ServerAddress.Parse(given, backend, "MATRIX_X"), ignoreCase: true);

    [Theory]
    [InlineData("postgres", "mysql://me:swordfish@localhost", "mysql://")]
    [InlineData("postgres", "swordfish", "it cannot be read")]
    [InlineData("mysql", "Password=swordfish", "names no host")]
    [InlineData("mysql", "mysql://me:swordfish@:x", "it cannot be read")]
    public void What_is_neither_is_an_error_that_does_not_repeat_it(string backend, string given, string said)
    {
        var error = Assert.Throws<MatrixException>(() => ServerAddress.Parse(given, backend, "MATRIX_X"));

        Assert.Contains("MATRIX_X", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Port=5433;Username=me;Password=swordfish", "me@db:5433")]
    [InlineData("Server=db;Uid=me;Pwd=swordfish", "me@db")]
    [InlineData("Data Source=db", "db")]
    public void An_address_is_described_without_its_password(string connectionString, string expected) =>
        Assert.Equal(expected, ServerAddress.Describe(connectionString));

    [Theory]
    [InlineData("Host=127.0.0.1;Port=5433;Username=me;Password='p@ss:/?#; word';Database=shop", "postgres")]
    [InlineData("Host=/dev/shm/a folder;Port=5432;Username=me;Database=shop", "postgres")]
    [InlineData("Server=127.0.0.1;Port=3306;User ID=root;Password=x%y;Database=shop;SslMode=None", "mysql")]
    [InlineData("Server=/dev/shm/socket;User ID=root;Database=shop;ConnectionProtocol=Unix", "mysql")]
    public void A_URL_made_of_an_address_is_read_as_the_same(string connectionString, string backend)
    {
        var read = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = ServerAddress.Parse(ServerAddress.ToUrl(connectionString, backend), backend, "MATRIX_X") };

        Assert.True(read.EquivalentTo(new() { ConnectionString = connectionString }), read.ConnectionString);
    }
}
