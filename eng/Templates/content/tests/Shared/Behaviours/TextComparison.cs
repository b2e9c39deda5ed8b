using ContextNamespace;
using Matrix.Harness.Verdicts;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace SampleNamespace.Tests.Behaviours;

public sealed class TextComparison(ContextName db, Observations observe)
{
    // Engines differ here: what each does stands in TextComparison.differences.json, and is checked on every run.
    [Fact]
    public async Task Equality_ignores_case() =>
        observe.Value("'Alice' = 'alice'", (await db.Database.SqlQueryRaw<int>("SELECT CASE WHEN 'Alice' = 'alice' THEN 1 ELSE 0 END").ToListAsync()).Single() == 1);
}
