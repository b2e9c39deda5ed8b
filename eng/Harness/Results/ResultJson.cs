using System.Text.Json.Serialization;

namespace Matrix.Harness.Results;

/// <summary>How results are spelled.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResultEvent))]
public sealed partial class ResultJson : JsonSerializerContext;
