using Matrix.Harness.Statements;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Statements;

public sealed class ServerStatementsTests
{
    private const string Own = "matrix_1";

    [Theory]
    [InlineData("CREATE ROLE r")]
    [InlineData("SELECT 1; create user u")]
    [InlineData("DROP ROLE IF EXISTS r")]
    [InlineData("ALTER ROLE r SET work_mem = '1MB'")]
    [InlineData("CREATE DATABASE other")]
    [InlineData("ALTER DATABASE other SET work_mem = '1MB'")]
    [InlineData("/* why */ ALTER SYSTEM SET work_mem = '1MB'")]
    [InlineData("COMMENT ON ROLE r IS 'x'")]
    [InlineData("GRANT r TO s")]
    [InlineData("SELECT pg_terminate_backend(4)")]
    [InlineData("WITH a AS (SELECT pg_cancel_backend(pid) FROM pg_stat_activity) SELECT 1 FROM a")]
    [InlineData("CREATE TABLESPACE t LOCATION '/tmp'")]
    public void It_changes_a_PostgreSQL_server(string sql) => Assert.True(new StatementReader(SqlSyntax.Postgres).ChangesServer(sql, Own));

    [Theory]
    [InlineData("CREATE TABLE role (\"user\" INT)")]
    [InlineData("CREATE SCHEMA database")]
    [InlineData("CREATE USER MAPPING FOR public SERVER s")]
    [InlineData("GRANT SELECT ON t TO PUBLIC")]
    [InlineData("ALTER DATABASE matrix_1 SET work_mem = '1MB'")]
    [InlineData("COMMENT ON TABLE t IS 'CREATE ROLE'")]
    [InlineData("SELECT 'pg_terminate_backend' -- pg_terminate_backend")]
    [InlineData("SET work_mem = '1MB'")]
    [InlineData("UPDATE t SET global = 1")]
    [InlineData("RESET ALL")]
    public void It_changes_no_PostgreSQL_server(string sql) => Assert.False(new StatementReader(SqlSyntax.Postgres).ChangesServer(sql, Own));

    [Theory]
    [InlineData("SET GLOBAL time_zone = '+01:00'")]
    [InlineData("set @@global.sql_mode = ''")]
    [InlineData("SET PERSIST max_connections = 9")]
    [InlineData("SET SESSION sql_mode = '', GLOBAL sql_mode = ''")]
    [InlineData("CREATE USER u")]
    [InlineData("CREATE OR REPLACE USER u")]
    [InlineData("GRANT SELECT ON t TO u")]
    [InlineData("CREATE SCHEMA other")]
    [InlineData("DROP DATABASE IF EXISTS other")]
    [InlineData("SET PASSWORD = 'x'")]
    [InlineData("RENAME USER a TO b")]
    [InlineData("KILL 7")]
    [InlineData("FLUSH TABLES WITH READ LOCK")]
    [InlineData("/*!50000 SET GLOBAL time_zone = '+01:00' */")]
    public void It_changes_a_MySQL_server(string sql) => Assert.True(new StatementReader(SqlSyntax.MySql).ChangesServer(sql, Own));

    [Theory]
    [InlineData("SET @a = 1")]
    [InlineData("SET @global = 1")]
    [InlineData("SET SESSION sql_mode = 'ANSI'")]
    [InlineData("UPDATE t SET global = 1, password = 2")]
    [InlineData("CREATE TABLE user (role INT)")]
    [InlineData("ALTER DATABASE CHARACTER SET utf8mb4")]
    [InlineData("ALTER DATABASE matrix_1 COLLATE utf8mb4_bin")]
    [InlineData("DROP DATABASE matrix_1")]
    [InlineData("RENAME TABLE a TO b")]
    [InlineData("SELECT 'KILL 7'")]
    [InlineData("FLUSH TABLES")]
    public void It_changes_no_MySQL_server(string sql) => Assert.False(new StatementReader(SqlSyntax.MySql).ChangesServer(sql, Own));
}
