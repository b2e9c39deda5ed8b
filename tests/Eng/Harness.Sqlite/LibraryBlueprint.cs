using System.Data.Common;
using Matrix.Harness;

namespace Matrix.Tests.Eng.Harness.Sqlite;

/// <summary>Authors, and books that need an author; two authors are there from the start.</summary>
internal sealed class LibraryBlueprint(string extra = "") : Blueprint
{
    public override string Fingerprint => "library";

    public override async Task BuildAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
            CREATE TABLE book (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES author (id), title TEXT NOT NULL, pages INTEGER CHECK (pages > 0));
            INSERT INTO author (name) VALUES ('Borges'), ('Calvino');
            """ + extra;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
