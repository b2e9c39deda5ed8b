using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Matrix.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Matrix.Tests.Glue;

/// <summary>Builds what an EF Core model describes, the rows of its <c>HasData</c> included.</summary>
/// <param name="create">Makes a context without a connection.</param>
public sealed class EfBlueprint(Func<DbContext> create) : Blueprint
{
    private string? fingerprint;

    /// <inheritdoc/>
    public override string Fingerprint
    {
        get
        {
            if (fingerprint is null)
            {
                using var context = create();
                fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context.Database.GenerateCreateScript())));
            }

            return fingerprint;
        }
    }

    /// <inheritdoc/>
    public override async Task BuildAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var context = create();
        context.Database.SetDbConnection(connection);
        await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancellationToken);
    }
}
