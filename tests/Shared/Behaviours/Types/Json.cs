using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>Documents in a column of the type that the engine has for them.</summary>
[OwnDatabase]
public sealed class Json(SqlSession sql, SqlQuestions ask, Dialect dialect)
{
    [Fact]
    public async Task The_last_of_two_equal_keys_is_kept()
    {
        await Store("""{"a":1,"a":2}""");

        await Read("document with a twice", "body");
    }

    [Fact]
    public async Task A_document_keeps_its_spelling()
    {
        await Store("""{ "bb":1,   "a":[1,2] }""");

        await Read("bb before a, with spaces", "body");
    }

    [Fact]
    public async Task Numbers_keep_their_digits()
    {
        await Store("""{"price":1.10,"big":12345678901234567890,"exponent":1e2}""");

        await Read("1.10, 12345678901234567890, 1e2", "body");
    }

    [Fact]
    public async Task What_is_no_JSON_is_refused()
    {
        await CreateAsync();

        await ask.Acceptance("INSERT of {'a':1}", "INSERT INTO documents (id, body) VALUES (1, '{''a'':1}')");
        await ask.Acceptance("INSERT of the empty text", "INSERT INTO documents (id, body) VALUES (2, '')");
        await sql.Execute("INSERT INTO documents (id, body) VALUES (3, '7')");
    }

    [Fact]
    public async Task A_path_is_written_in_the_same_way()
    {
        await Store("""{"a":{"b":"x"}}""");

        foreach (var path in new[]
        {
            "body ->> '$.a.b'", "body -> 'a' ->> 'b'", "body #>> '{a,b}'", "JSON_EXTRACT(body, '$.a.b')", "JSON_VALUE(body, '$.a.b')",
            "JSON_QUERY(body, '$.a')", "body['a']['b']", "jsonb_path_query_first(body, '$.a.b')",
        })
        {
            await Read(path, path);
        }
    }

    [Fact]
    public async Task A_JSON_null_reads_as_NULL()
    {
        await Store("""{"a":null,"b":false,"c":1.0}""");

        Assert.Null(await sql.Scalar($"SELECT {dialect.JsonText("body", "missing")} FROM documents"));
        await Read("text of null", dialect.JsonText("body", "a"));
        await Read("text of false", dialect.JsonText("body", "b"));
        await Read("text of 1.0", dialect.JsonText("body", "c"));
    }

    [Fact]
    public async Task Documents_are_equal_when_only_the_order_of_keys_differs()
    {
        await Store("""{"a":1,"b":2}""");

        await Read("equal to the text as it was written", """body = '{"a":1,"b":2}'""");
        await Read("equal to the text with the keys swapped", """body = '{"b":2,"a":1}'""");
    }

    [Fact]
    public async Task A_key_is_found_by_its_case()
    {
        await Store("""{"Name":"x"}""");

        Assert.Null(await sql.Scalar($"SELECT {dialect.JsonText("body", "name")} FROM documents"));
    }

    private async Task Store(string document)
    {
        await CreateAsync();
        await sql.Execute($"INSERT INTO documents (id, body) VALUES (1, '{document}')");
    }

    private Task CreateAsync() => sql.Execute($"CREATE TABLE documents (id int NOT NULL PRIMARY KEY, body {dialect.JsonType})");

    private Task Read(string label, string expression) => ask.Outcome(label, () => sql.Scalar($"SELECT {expression} FROM documents WHERE id = 1"));
}
