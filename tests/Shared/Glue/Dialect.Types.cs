namespace Matrix.Tests.Glue;

public abstract partial class Dialect
{
    /// <summary>The column type for JSON.</summary>
    public virtual string JsonType => "json";

    /// <summary>The text at a key of a JSON document.</summary>
    public abstract string JsonText(string column, string key);

    /// <summary>How bytes are written in SQL.</summary>
    public virtual string Bytes(string hex) => $"x'{hex}'";
}
