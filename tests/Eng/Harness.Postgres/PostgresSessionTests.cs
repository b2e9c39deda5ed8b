using Matrix.Tests.Eng.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Postgres;

[Collection<PostgresServers>]
public sealed class PostgresSessionTests(PostgresContractServer server) : SessionContract(server)
{
    [Theory]
    [InlineData("SET work_mem = '3MB'", "SHOW work_mem")]
    [InlineData("SET search_path = pg_catalog", "SHOW search_path")]
    [InlineData("SELECT set_config('matrix.note', 'left', false)", "SELECT coalesce(current_setting('matrix.note', true), '')")]
    [InlineData("CREATE TEMP TABLE scratch (id INT)", "SELECT count(*) FROM scratch")]
    [InlineData("SELECT pg_advisory_lock(4711)", "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")]
    [InlineData("PREPARE answer AS SELECT 42", "EXECUTE answer")]
    [InlineData("DECLARE hand CURSOR WITH HOLD FOR SELECT 42", "FETCH ALL FROM hand")]
    [InlineData("INSERT INTO author (name) VALUES ('Eco')", "SELECT lastval()")]
    [InlineData("SELECT nextval('author_id_seq')", "SELECT currval('author_id_seq')")]
    public Task What_a_test_leaves_on_its_session_is_gone(string leave, string question) => AssertForgottenAsync(leave, question);
}
