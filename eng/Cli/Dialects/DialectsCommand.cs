using System.Text.Json;
using System.Text.Json.Serialization;
using Matrix.Cli.CommandLine;
using Matrix.Harness;
using Matrix.Harness.Files;
using Matrix.Harness.Ledger;

namespace Matrix.Cli.Dialects;

/// <summary><c>matrix dialects</c>: writes <c>docs/DIALECTS.md</c> from the ledger, or checks that it is as it would be written.</summary>
internal sealed class DialectsCommand(Repository repository)
{
    private const int Longest = 16 << 20;

    private string Page => repository.DialectsPage;

    /// <summary>Writes the page.</summary>
    public string Write()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Page)!);
        File.WriteAllText(Page, Text());
        return $"{repository.Shown(Page)} says what the ledger says.";
    }

    /// <summary>Compares the page with the ledger.</summary>
    /// <exception cref="MatrixException">They differ.</exception>
    public string Check() => File.Exists(Page) && File.ReadAllText(Page) == Text()
        ? $"{repository.Shown(Page)} is current."
        : throw new MatrixException($"{repository.Shown(Page)} is not what the ledger says. Write it anew with {Spelling.Of("dialects")}, and commit it.");

    private string Text()
    {
        var claims = Claims();
        var elsewhere = claims.SelectMany(c => c.HoldsIf).Select(a => a.Ledger).OfType<string>().Distinct()
            .SelectMany(folder => DifferenceLedger.Read(Path.Combine(repository.Root, folder)).Entries);
        return new DialectsDocument(DifferenceLedger.Read(repository.Behaviours).Entries, claims, Link, [.. elsewhere]).Write();
    }

    private IReadOnlyList<Claim> Claims()
    {
        var path = Path.Combine(repository.Root, "docs", "claims.json");
        if (!File.Exists(path))
            return [];
        try
        {
            return Checked(JsonSerializer.Deserialize(BoundedFile.Read(path, Longest), ClaimJson.Default.IReadOnlyListClaim));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new MatrixException($"The claims in {repository.Shown(path)} cannot be read: {e.Message.Split(" Path:")[0]} Correct the file, or restore it from version control.", e);
        }
    }

    private static IReadOnlyList<Claim> Checked(IReadOnlyList<Claim>? claims) =>
        claims is null || claims.Contains(null!) || claims.Any(c => c.HoldsIf.Contains(null!)) ? throw new JsonException("The file must hold a list of claims, and each claim a list of answers.") : claims;

    private string Link(LedgerEntry entry)
    {
        var file = Directory.EnumerateFiles(repository.Behaviours, entry.Subject + ".cs", SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new MatrixException($"{entry.Behaviour} is in the ledger, and there is no {entry.Subject}.cs under {repository.Shown(repository.Behaviours)}. Rename or delete the entry.");
        return "../" + repository.Shown(file);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IReadOnlyList<Claim>))]
internal sealed partial class ClaimJson : JsonSerializerContext;
