using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matrix.Harness.Servers;

namespace Matrix.Harness.Verdicts;

/// <summary>The one spelling of an observed error: its kind and codes for a database's, its type's name for another's.</summary>
internal static class ObservedError
{
    /// <summary>Whether the error is an answer, rather than the test's own failure or its cancellation.</summary>
    public static bool CanDescribe(Exception exception) =>
        exception is not (OperationCanceledException or MatrixException or OutOfMemoryException)
        && exception.GetType().Namespace?.StartsWith("Xunit", StringComparison.Ordinal) != true
        || Find(exception) is not null;

    public static DbException? Find(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is DbException found)
                return found;
        }

        return null;
    }

    public static JsonObject ToJson(Exception exception, Func<DbException, DatabaseError> describe)
    {
        if (Find(exception) is not { } found)
            return new JsonObject { ["error"] = exception.GetType().Name };

        var error = describe(found);
        var json = new JsonObject { ["error"] = JsonNamingPolicy.KebabCaseLower.ConvertName(error.Kind.ToString()) };
        if (error.SqlState is not null)
            json["sqlState"] = error.SqlState;
        if (error.Number is not null)
            json["number"] = error.Number;
        return json;
    }
}
