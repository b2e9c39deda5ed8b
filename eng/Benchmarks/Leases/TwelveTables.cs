using System.Data.Common;
using System.Globalization;
using Matrix.Harness;

namespace Matrix.Benchmarks.Leases;

/// <summary>Twelve tables, each with a unique name and a reference to the one before, and 48 rows of reference data.</summary>
/// <param name="generatedKey">The type and constraint of a key that the engine generates.</param>
internal sealed class TwelveTables(string generatedKey) : Blueprint
{
    private const int Rows = 4;
    private static readonly int[] Numbers = [.. Enumerable.Range(0, 12)];

    public override string Fingerprint => "twelve tables";

    /// <summary>The tables, each after those that it refers to.</summary>
    public static IReadOnlyList<string> Tables { get; } = [.. Numbers.Select(n => $"t{n}")];

    /// <summary>Puts the reference data in.</summary>
    public static string Seed { get; } = string.Concat(Numbers.Select(n => string.Create(CultureInfo.InvariantCulture,
        $"INSERT INTO t{n} (id, name, amount, parent_id) VALUES {string.Join(", ", Enumerable.Range(1, Rows).Select(row => $"({row}, 'row {row}', 1.5, {(n == 0 ? "NULL" : row)})"))};\n")));

    public override async Task BuildAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = string.Concat(Numbers.Select(Table)) + Seed;
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private string Table(int n) => $"""
        CREATE TABLE t{n} (
          id {generatedKey},
          name VARCHAR(100) NOT NULL UNIQUE,
          amount DECIMAL(10, 2) NOT NULL,
          parent_id INTEGER {(n == 0 ? "" : "NOT NULL")},
          CONSTRAINT fk_t{n} FOREIGN KEY (parent_id) REFERENCES t{Math.Max(0, n - 1)} (id));
        CREATE INDEX ix_t{n} ON t{n} (parent_id);

        """;
}
