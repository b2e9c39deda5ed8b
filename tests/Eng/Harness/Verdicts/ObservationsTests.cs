using System.Data.Common;
using Matrix.Harness;
using Matrix.Harness.Servers;
using Matrix.Harness.Verdicts;
using Xunit;
using Xunit.Sdk;

namespace Matrix.Tests.Eng.Harness.Verdicts;

public class ObservationsTests
{
    private readonly Observations observe = new(_ => new DatabaseError(ErrorKind.ForeignKey, "23503", 7));

    public static TheoryData<object?, string> Spellings => new()
    {
        { null, "null" },
        { DBNull.Value, "null" },
        { true, "true" },
        { 1.50m, "1.50" },
        { ulong.MaxValue, "18446744073709551615" },
        { 0.1, "0.1" },
        { double.PositiveInfinity, "\"Infinity\"" },
        { "a\"ß", "\"a\\\"ß\"" },
        { new byte[] { 0, 255 }, "\"0x00FF\"" },
        { new DateTime(2040, 1, 2, 3, 4, 5, DateTimeKind.Utc), "\"2040-01-02T03:04:05Z\"" },
        { new DateTime(2040, 1, 2, 3, 4, 5, 600, DateTimeKind.Unspecified), "\"2040-01-02T03:04:05.6\"" },
        { new DateTimeOffset(2040, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), "\"2040-01-02T03:04:05+02:00\"" },
        { new DateOnly(2040, 1, 2), "\"2040-01-02\"" },
        { TimeSpan.FromHours(30), "\"1.06:00:00\"" },
        { Guid.Empty, "\"00000000-0000-0000-0000-000000000000\"" },
        { new object?[] { 1, "a", null }, "[1,\"a\",null]" },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_value_is_spelled_in_one_way(object? value, string spelling)
    {
        observe.Value("x", value);

        Assert.Equal(spelling, observe.Values["x"]?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "null");
    }

    [Fact]
    public async Task A_refusal_is_observed_as_its_kind_and_codes()
    {
        await observe.Outcome("x", () => throw new InvalidOperationException("around it", new Refusal()));

        Assert.Equal("""{"error":"foreign-key","sqlState":"23503","number":7}""", observe.Values["x"]!.ToJsonString());
    }

    [Fact]
    public async Task An_exception_that_is_no_database_s_is_observed_by_its_name()
    {
        await observe.Outcome("x", () => throw new FormatException());

        Assert.Equal("""{"error":"FormatException"}""", observe.Values["x"]!.ToJsonString());
    }

    [Fact]
    public async Task A_success_without_a_value_is_ok()
    {
        await observe.Outcome("x", () => Task.CompletedTask);

        Assert.Equal("\"ok\"", observe.Values["x"]!.ToJsonString());
    }

    [Fact]
    public async Task A_failed_assertion_is_no_answer()
    {
        await Assert.ThrowsAsync<EqualException>(() => observe.Outcome("x", () => { Assert.Equal(1, 2); return Task.CompletedTask; }));

        Assert.Empty(observe.Values);
    }

    [Fact]
    public async Task Cancellation_is_no_answer()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => observe.Outcome("x", () => throw new OperationCanceledException()));
    }

    [Fact]
    public void A_label_is_used_once()
    {
        observe.Value("x", 1);

        var error = Assert.Throws<MatrixException>(() => observe.Value("x", 2));

        Assert.Contains("observed 'x' twice", error.Message);
    }

    private sealed class Refusal : DbException;
}
