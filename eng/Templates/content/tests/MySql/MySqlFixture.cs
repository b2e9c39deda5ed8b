using ContextNamespace;
using Matrix.Harness;
using Matrix.Harness.Containers;
using Matrix.Harness.EntityFrameworkCore;
using Matrix.Harness.MySql;
using Matrix.Harness.Servers;
using Matrix.Harness.Xunit;
using SampleNamespace.Tests.Shared;
using Microsoft.EntityFrameworkCore;

namespace SampleNamespace.Tests.MySql;

public sealed class MySqlFixture : BackendFixture
{
    private readonly EfModel<ContextName> model;

    // Pomelo sends each engine and version what it understands.
    public MySqlFixture() => model = new(options => options.UseMySql(
        Target.Engine == "mariadb" ? new MariaDbServerVersion(Target.Version) : new MySqlServerVersion(Target.Version)))
    {
        Seed = ReferenceData.AddAsync,
    };

    protected override DatabaseEngine Engine => new MySqlEngine(new ContainerSource());

    protected override Blueprint Blueprint => model.Blueprint;

    protected override void Register(LeaseServices services) => services.AddContext(model);
}
