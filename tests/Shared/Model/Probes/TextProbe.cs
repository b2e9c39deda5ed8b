namespace Matrix.Tests.Model.Probes;

/// <summary>One column for each way to keep text.</summary>
public sealed class TextProbe
{
    public int Id { get; set; }

    /// <summary>Of any length.</summary>
    public string? Free { get; set; }

    /// <summary>Of ten characters at most.</summary>
    public string? Limited { get; set; }

    /// <summary>Of five characters, no fewer.</summary>
    public string? Padded { get; set; }

    /// <summary>With a unique index on it.</summary>
    public string? Code { get; set; }
}
