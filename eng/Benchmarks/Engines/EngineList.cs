namespace Matrix.Benchmarks.Engines;

internal static class EngineList
{
    public static IReadOnlyList<BenchmarkedEngine> All { get; } = [new SqliteEngine(), new PostgresEngine(), new MySqlEngine("mysql"), new MySqlEngine("mariadb")];
}
