using ContextNamespace;
using Matrix.Harness;
using Matrix.Harness.EntityFrameworkCore;
using Matrix.Harness.Sqlite;
using Matrix.Harness.Servers;
using Matrix.Harness.Xunit;
using SampleNamespace.Tests.Shared;
using Microsoft.EntityFrameworkCore;

namespace SampleNamespace.Tests.Sqlite;

public sealed class SqliteFixture : BackendFixture
{
    private readonly EfModel<ContextName> model = new(options => options.UseSqlite()) { Seed = ReferenceData.AddAsync };

    protected override DatabaseEngine Engine => new SqliteEngine();

    protected override Blueprint Blueprint => model.Blueprint;

    protected override void Register(LeaseServices services) => services.AddContext(model);
}
