using ContextNamespace;
using Matrix.Harness;
using Matrix.Harness.Containers;
using Matrix.Harness.EntityFrameworkCore;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Harness.Xunit;
using SampleNamespace.Tests.Shared;
using Microsoft.EntityFrameworkCore;

namespace SampleNamespace.Tests.Postgres;

public sealed class PostgresFixture : BackendFixture
{
    private readonly EfModel<ContextName> model = new(options => options.UseNpgsql()) { Seed = ReferenceData.AddAsync };

    protected override DatabaseEngine Engine => new PostgresEngine(new ContainerSource());

    protected override Blueprint Blueprint => model.Blueprint;

    protected override void Register(LeaseServices services) => services.AddContext(model);
}
