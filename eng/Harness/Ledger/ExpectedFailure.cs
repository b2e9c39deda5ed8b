using System.Text.Json.Nodes;

namespace Matrix.Harness.Ledger;

/// <summary>How an ordinary test is expected to fail on an engine, so that another failure is not mistaken for it.</summary>
/// <param name="Error">The kind of a database's error, such as <c>unique</c>; or <see langword="null"/>.</param>
/// <param name="SqlState">Its SQLSTATE, or <see langword="null"/>.</param>
/// <param name="Number">The engine's own number for it, or <see langword="null"/>.</param>
/// <param name="Exception">The type's name, of an exception that is no database's; or <see langword="null"/>.</param>
/// <param name="Message">What the exception's message contains, or <see langword="null"/>.</param>
public sealed record ExpectedFailure(
    string? Error = null, string? SqlState = null, int? Number = null, string? Exception = null, string? Message = null)
{
    /// <summary>Whether a failure that happened is the one expected: all that is named here is as named.</summary>
    public bool Covers(ExpectedFailure happened) =>
        (Error is null || Error == happened.Error)
        && (SqlState is null || SqlState == happened.SqlState)
        && (Number is null || Number == happened.Number)
        && (Exception is null || Exception == happened.Exception)
        && (Message is null || happened.Message?.Contains(Message, StringComparison.Ordinal) == true);

    internal JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Error is not null)
            json["error"] = Error;
        if (SqlState is not null)
            json["sqlState"] = SqlState;
        if (Number is not null)
            json["number"] = Number;
        if (Exception is not null)
            json["exception"] = Exception;
        if (Message is not null)
            json["message"] = Message;
        return json;
    }
}
