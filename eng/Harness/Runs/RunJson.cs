using System.Text.Json.Serialization;

namespace Matrix.Harness.Runs;

/// <summary>How what a run is told in files is spelled.</summary>
[JsonSerializable(typeof(Dictionary<string, double>))]
internal sealed partial class RunJson : JsonSerializerContext;
