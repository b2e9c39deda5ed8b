using Matrix.Harness;
using Matrix.Harness.Leases;
using Matrix.Harness.MySql;
using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Leases;
using MySqlConnector;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Audits;

public abstract class MySqlAuditContract(string engine) : AuditContract
{
    protected override string Rich =>
        """
        CREATE TABLE audited (id INT PRIMARY KEY, note VARCHAR(20), twice INT GENERATED ALWAYS AS (id * 2) STORED);
        CREATE TABLE numbered (id INT AUTO_INCREMENT PRIMARY KEY, audited INT, d DECIMAL(9, 3), FOREIGN KEY (audited) REFERENCES audited (id) ON DELETE CASCADE);
        CREATE TABLE legacy (id INT) ENGINE=MyISAM;
        CREATE TABLE parted (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION low VALUES LESS THAN (10), PARTITION high VALUES LESS THAN MAXVALUE);
        CREATE VIEW shown AS SELECT note FROM audited;
        CREATE PROCEDURE fill() INSERT INTO legacy VALUES (3);
        CREATE TRIGGER t AFTER INSERT ON numbered FOR EACH ROW SET @left = NEW.id;
        CREATE INDEX i ON audited (note);
        INSERT INTO audited (id, note) VALUES (1, 'one'), (2, NULL);
        INSERT INTO legacy VALUES (1);
        INSERT INTO parted VALUES (1), (11);
        """;

    [Theory]
    [InlineData("DELETE FROM audited WHERE id = 2", "rows of audited")]
    [InlineData("UPDATE audited SET note = 'ONE' WHERE id = 1", "rows of audited")]
    [InlineData("INSERT INTO legacy VALUES (2)", "rows of legacy")]
    [InlineData("DELETE FROM parted WHERE id = 11", "rows of parted")]
    [InlineData("ALTER TABLE audited COMMENT 'x'", "table audited")]
    [InlineData("ALTER TABLE audited MODIFY note VARCHAR(30)", "column audited.note")]
    [InlineData("DROP INDEX i ON audited", "index audited.i")]
    [InlineData("ALTER TABLE audited ADD CHECK (id > 0)", "check ")]
    [InlineData("CREATE OR REPLACE VIEW shown AS SELECT id FROM audited", "view shown")]
    [InlineData("DROP TRIGGER t", "trigger t")]
    [InlineData("DROP PROCEDURE fill", "routine fill")]
    [InlineData("CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DISABLE DO SET @x = 1", "event e")]
    [InlineData("ALTER TABLE parted TRUNCATE PARTITION high", "rows of parted")]
    [InlineData("SET sql_mode = 'ANSI'", "session ")]
    [InlineData("USE information_schema", "current database")]
    [InlineData("ALTER DATABASE COLLATE utf8mb4_bin", "database ")]
    public Task A_change_is_seen(string change, string fact) => AssertSeenAsync(change, fact);

    protected override async Task<DatabaseServer> StartAsync(Blueprint blueprint) => await MySqlServer.OpenAsync(await TestServers.MySqlAsync(engine), blueprint, Token);

    protected override async Task PlantAsync(LeasableDatabase database, string sql)
    {
        await using var connection = new MySqlConnection(new MySqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Token);
        await connection.ExecuteAsync(sql);
    }
}

public sealed class MySqlAuditTests() : MySqlAuditContract("mysql");

public sealed class MariaDbAuditTests() : MySqlAuditContract("mariadb");
