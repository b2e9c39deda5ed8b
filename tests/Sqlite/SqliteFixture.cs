using Matrix.Harness.Servers;
using Matrix.Harness.Sqlite;
using Matrix.Harness.Targets;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;

namespace Matrix.Tests.Sqlite;

public sealed class SqliteFixture : BackendFixture
{
    protected override async Task<DatabaseServer> StartServerAsync(Target target, CancellationToken cancellationToken) =>
        await SqliteServer.StartAsync(new EfBlueprint(SqliteShop.Unconnected), cancellationToken: cancellationToken);

    protected override void Register(LeaseServices services) =>
        services.AddShop(SqliteShop.On, engine => new SqliteDialect(engine));
}
