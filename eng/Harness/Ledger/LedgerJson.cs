using System.Text.Json.Serialization;

namespace Matrix.Harness.Ledger;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ExpectedFailure))]
internal sealed partial class LedgerJson : JsonSerializerContext;
