using Matrix.Harness.Servers;
using Matrix.Harness.Targets;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;

namespace Matrix.Tests.Postgres;

public sealed class PostgresFixture : BackendFixture
{
    protected override Task<DatabaseServer> StartServerAsync(Target target, CancellationToken cancellationToken) =>
        throw new ServerUnavailableException($"{target.Name} cannot be had: this version of Matrix starts no PostgreSQL yet. Run the behaviours with --backend sqlite.");

    protected override void Register(LeaseServices services) =>
        services.AddShop(() => PostgresOptions.Shop, engine => new PostgresDialect(engine));
}
