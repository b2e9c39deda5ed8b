using Matrix.Tests.Eng.Throwaway;
using Xunit;

namespace Matrix.Tests.Eng.Build;

public sealed class BackendLedgerTests : IDisposable
{
    private readonly ThrowawayFolder folder = new();

    [Fact]
    public async Task A_ledger_file_that_is_deleted_goes_from_beside_the_program_too()
    {
        folder.WriteBackend("Sqlite");
        folder.Write("Shared/Behaviours/Arithmetic.cs", ThrowawaySource.PassingBehaviour);
        folder.Write("Shared/Behaviours/Kept.differences.json", "{}");
        folder.Write("Shared/Behaviours/Text/Renamed.differences.json", "{}");
        (await folder.DotnetAsync("build", "Sqlite")).Ended(0);
        Assert.Equal(["Kept.differences.json", "Renamed.differences.json"], Ledger());

        File.Delete(folder.PathOf("Shared", "Behaviours", "Text", "Renamed.differences.json"));
        (await folder.DotnetAsync("build", "Sqlite", "--no-restore")).Ended(0);

        Assert.Equal(["Kept.differences.json"], Ledger());
    }

    public void Dispose() => folder.Dispose();

    private IEnumerable<string?> Ledger() =>
        Directory.EnumerateFiles(folder.PathOf("artifacts", "bin", "Sqlite", ThrowawayFolder.Configuration.ToLowerInvariant(), "ledger"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
