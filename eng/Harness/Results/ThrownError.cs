namespace Matrix.Harness.Results;

/// <summary>One exception of those that a failure consists of.</summary>
/// <param name="Type">Its type's full name.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack, the innermost frame first; frames of the harness are folded into one line each time they come.</param>
public sealed record ThrownError(string Type, string Message, IReadOnlyList<string> Stack)
{
    /// <summary>The innermost frame that lies in the repository; <see langword="null"/> when none does.</summary>
    public SourcePlace? At { get; init; }

    /// <summary>The type's name without its namespace.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ShortType => Type[(Type.LastIndexOf('.', Type.IndexOf('`', StringComparison.Ordinal) is var generic and > 0 ? generic : Type.Length - 1) + 1)..];
}
