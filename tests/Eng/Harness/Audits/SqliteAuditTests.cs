using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.Servers;
using Matrix.Harness.Sqlite;
using Matrix.Tests.Eng.Leases;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Audits;

public sealed class SqliteAuditTests : AuditContract
{
    protected override string Rich =>
        """
        CREATE TABLE audited (id INTEGER PRIMARY KEY, note TEXT, twice INT GENERATED ALWAYS AS (id * 2) STORED);
        CREATE TABLE numbered (id INTEGER PRIMARY KEY AUTOINCREMENT, audited INT REFERENCES audited (id) ON DELETE CASCADE);
        CREATE TABLE plain (code TEXT PRIMARY KEY, bytes BLOB) WITHOUT ROWID;
        CREATE VIEW shown AS SELECT note FROM audited;
        CREATE TRIGGER t AFTER INSERT ON numbered BEGIN UPDATE audited SET note = 'by trigger' WHERE id = 99; END;
        CREATE INDEX i ON audited (note);
        INSERT INTO audited (id, note) VALUES (1, 'one'), (2, NULL);
        INSERT INTO numbered (audited) VALUES (1);
        INSERT INTO plain VALUES ('a', x'00ff');
        """;

    [Theory]
    [InlineData("DELETE FROM audited WHERE id = 2", "rows of audited")]
    [InlineData("UPDATE plain SET bytes = x'00fe'", "rows of plain")]
    [InlineData("INSERT INTO numbered (audited) VALUES (2); DELETE FROM numbered WHERE audited = 2", "rows of sqlite_sequence")]
    [InlineData("DROP INDEX i", "definition index i")]
    [InlineData("DROP VIEW shown", "definition view shown")]
    [InlineData("PRAGMA user_version = 3", "pragma user_version")]
    [InlineData("PRAGMA ignore_check_constraints = 1", "pragma ignore_check_constraints")]
    [InlineData("PRAGMA case_sensitive_like = 1", "LIKE by case")]
    [InlineData("ATTACH ':memory:' AS other", "attached other")]
    [InlineData("CREATE TEMP TABLE scratch (n INT)", "temporary object scratch")]
    [InlineData("INSERT INTO plain VALUES ('b', NULL); INSERT INTO audited (id) VALUES (3)", "last row id")]
    public Task A_change_is_seen(string change, string fact) => AssertSeenAsync(change, fact);

    protected override async Task<DatabaseServer> StartAsync(Blueprint blueprint) => await SqliteServer.StartAsync(blueprint, null, Token);

    protected override async Task PlantAsync(LeasableDatabase database, string sql)
    {
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync(Token);
        await connection.ExecuteAsync(sql);
    }
}
