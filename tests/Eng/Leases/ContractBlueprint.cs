using System.Data.Common;
using Matrix.Harness;

namespace Matrix.Tests.Eng.Leases;

/// <summary>Authors with books, which go when their author goes; two authors and a book are there from the start.</summary>
internal sealed class ContractBlueprint(string identity) : Blueprint
{
    public override string Fingerprint => "contract 1 " + identity;

    public override async Task BuildAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE author (id {identity}, name VARCHAR(60) NOT NULL UNIQUE, mentor_id BIGINT NULL, FOREIGN KEY (mentor_id) REFERENCES author (id));
            CREATE TABLE book (id {identity}, author_id BIGINT NOT NULL, title VARCHAR(60) NOT NULL, FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE CASCADE);
            CREATE TABLE tag (code VARCHAR(10) NOT NULL PRIMARY KEY, note VARCHAR(60) NULL);
            CREATE TABLE book_tag (book_id BIGINT NOT NULL, code VARCHAR(10) NOT NULL, PRIMARY KEY (book_id, code), FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE CASCADE);
            CREATE VIEW titled AS SELECT code, note FROM tag;
            INSERT INTO author (name) VALUES ('Borges'), ('Calvino');
            INSERT INTO author (name, mentor_id) VALUES ('Lem', 1);
            INSERT INTO book (author_id, title) VALUES (1, 'Ficciones');
            INSERT INTO tag (code, note) VALUES ('it''s', NULL), ('new', 'a; "c" --');
            INSERT INTO book_tag (book_id, code) VALUES (1, 'new');
            """;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
