using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matrix.Harness.Results;

/// <summary>How results are spelled.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResultEvent))]
public sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>Without escapes that only a web page would need: statements and messages stay readable.</summary>
    public static ResultJson Readable => ReadableContext.Instance;

    // In a class of its own: here it would be made before the generated Default that it starts from.
    private static class ReadableContext
    {
        public static readonly ResultJson Instance =
            new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = null });
    }
}
