using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Harness.Servers.Errors;
using Npgsql;
using Xunit;
using static Matrix.Harness.Servers.ErrorKind;

namespace Matrix.Tests.Eng.Harness.Postgres;

/// <summary>What PostgreSQL refuses, and how.</summary>
internal static class PostgresProvocations
{
    private const string TwoRows = "create table t (id int primary key, x int); insert into t values (1, 0), (2, 0)";

    public static IReadOnlyList<Provocation> All { get; } =
    [
        Sql("23505", Unique, "create table t (x int unique); insert into t values (1), (1)"),
        Sql("23P01", Unique, "create table t (x int4range, exclude using gist (x with &&)); insert into t values ('[1,3]'), ('[2,4]')"),
        Sql("23503", ForeignKey, "create table p (x int primary key); create table c (x int references p); insert into c values (1)"),
        Restricted("postgres@>=18", "23001"),
        Restricted("postgres@<18", "23503"),
        Sql("23502", NotNull, "create table t (x int not null); insert into t values (null)"),
        Sql("23514", Check, "create table t (x int check (x > 0)); insert into t values (0)"),
        Sql("44000", Check, "create table t (x int); create view v as select x from t where x > 0 with check option; insert into v values (0)"),
        Sql("22001", TooLong, "create table t (x varchar(2)); insert into t values ('abc')"),
        Sql("22003", OutOfRange, "select 9223372036854775807 + 1"),
        Sql("22008", OutOfRange, "select '2024-13-45'::date"),
        Sql("22P02", InvalidValue, "select 'one'::int"),
        Sql("22007", InvalidValue, "select 'one'::date"),
        Sql("22021", InvalidValue, @"select convert_from('\x80', 'UTF8')"),
        Sql("22P05", InvalidValue, "select convert_to('\u4e2d', 'LATIN1')"),
        Sql("2201W", InvalidValue, "select 1 limit -1"),
        Case("22P03", InvalidValue, "bytes that are no number of the column's", ImportBytesAsync),
        Sql("42804", TypeMismatch, "create table t (x int); insert into t values ('1'::text)"),
        Sql("42846", TypeMismatch, "select cast(true as date)"),
        Sql("42883", TypeMismatch, "select 1 = 'a'::text"),
        Sql("42883", UndefinedName, "select nowhere()"),
        Sql("22012", DivisionByZero, "select 1 / 0"),
        Case("40P01", Deadlock, "two transactions that wait for each other", DeadlockAsync),
        Case("40001", Serialization, "a write over what another has written since", OverwriteAsync),
        Case("55P03", LockTimeout, "a lock asked for at once", p => LockedAsync(p, "select * from t for update nowait")),
        Case("55P03", LockTimeout, "a lock waited for", p => LockedAsync(p, "set lock_timeout = '10ms'; select * from t for update")),
        Case("25P02", FailedTransaction, "a statement after one that failed", AfterFailureAsync),
        Sql("25006", ReadOnly, "begin read only; create table t (x int)"),
        Sql("42601", Syntax, "selec 1"),
        Sql("42P01", UndefinedName, "select * from nowhere"),
        Sql("42703", UndefinedName, "select nowhere"),
        Sql("42704", UndefinedName, "create table t (x nowhere)"),
        Case("3D000", UndefinedName, "connecting to no database", p => p.OpenAsync(("Database", "nowhere"))),
        Sql("3F000", UndefinedName, "create table nowhere.t (x int)"),
        Sql("3B001", UndefinedName, "begin; rollback to savepoint nowhere"),
        Sql("42P07", DuplicateName, "create table t (x int); create table t (x int)"),
        Sql("42701", DuplicateName, "create table t (x int, x int)"),
        Sql("42710", DuplicateName, "create type t as (x int); create type t as (x int)"),
        Sql("42723", DuplicateName, "create function f() returns int language sql return 1; create function f() returns int language sql return 1"),
        Sql("42P04", DuplicateName, "create database postgres"),
        Sql("42P06", DuplicateName, "create schema public"),
        Sql("42712", DuplicateName, "select * from (values (1)) t, (values (2)) t"),
        Sql("42803", InvalidReference, "select x from (values (1, 2)) t (x, y) group by y"),
        Sql("42P10", InvalidReference, "create table t (x int); insert into t values (1) on conflict (x) do nothing"),
        Sql("42702", InvalidReference, "select x from (values (1)) a (x), (values (2)) b (x)"),
        Sql("42P20", InvalidReference, "select 1 where row_number() over () > 1"),
        Sql("42725", InvalidReference, "select '1' + '1'"),
        Sql("0A000", NotSupported, "select * from elsewhere.public.t"),
        Sql("54000", LimitExceeded, "create table t (x text primary key); insert into t select string_agg(md5(i::text), '') from generate_series(1, 1000) i"),
        Sql("54001", LimitExceeded, "create function f(i int) returns int language plpgsql as 'begin return f(i + 1); end'; select f(1)"),
        Case("54011", LimitExceeded, "a table of 1601 columns", p => p.RunAsync($"create table t ({Join(1601, "x{0} int")})")),
        Case("54023", LimitExceeded, "a function of 101 arguments", p => p.RunAsync($"select f({Join(101, "{0}")})")),
        Case("", LimitExceeded, "a statement of 65536 parameters", ManyParametersAsync),
        Sql("57014", Cancelled, "set statement_timeout = '10ms'; select pg_sleep(60)"),
        Case("", Cancelled, "a command's time that ran out", p => Provoker.RunAsync(p.Connection, "select pg_sleep(60)", seconds: 1)),
        Case("53300", TooManyConnections, "more connections than a role may have", TooManyAsync),
        Case("", TooManyConnections, "more connections than a pool has", PoolAsync),
        Case("28000", AccessDenied, "a role that may not log in", p => LogInAsync(p, "nologin password 'one'")),
        Case("28P01", AccessDenied, "a wrong password", p => LogInAsync(p, "login password 'another'")),
        Case("42501", AccessDenied, "somebody else's table", p => p.RunAsync($"create table t (x int); create role {p.Database}; set role {p.Database}; select * from t")),
        Case("57P01", ConnectionLost, "a session that the administrator ended", p => EndedAsync(p, "select 1", "select pg_terminate_backend({0}, 60000)")),
        Case("57P05", ConnectionLost, "a session that was idle for too long", p => EndedAsync(p, "set idle_session_timeout = '10ms'")),
        Case("25P03", ConnectionLost, "a transaction that was idle for too long", p => EndedAsync(p, "set idle_in_transaction_session_timeout = '10ms'; begin")),
        Case("25P04", ConnectionLost, "a transaction that took too long", p => EndedAsync(p, "set transaction_timeout = '10ms'; begin"), "postgres@>=17"),
        Case("57P03", ConnectionLost, "a server that is shutting down", ShuttingDownAsync),
        Case("", ConnectionLost, "a session whose process was killed", async p => await (await p.AloneAsync()).RunAsync("copy (select 1) to program 'kill -KILL $PPID'")),
        Case("", ConnectionLost, "nobody there", p => p.OpenAsync(("Port", 1))),
        Sql("P0001", Other, "do $$ begin raise 'No such luck'; end $$"),
    ];

    private static Provocation Sql(string code, ErrorKind kind, string sql) => Provocation.Of("postgres", code, kind, sql);

    private static Provocation Case(string code, ErrorKind kind, string name, Func<Provoker, Task> act, string where = "postgres") => new(code, kind, name, act, where);

    private static Provocation Restricted(string where, string code) => Provocation.Of(
        where, code, ForeignKey, "create table p (x int primary key); create table c (x int references p on delete restrict); insert into p values (1); insert into c values (1); delete from p");

    private static string Join(int times, string part) => string.Join(", ", Enumerable.Range(1, times).Select(i => part.Replace("{0}", $"{i}", StringComparison.Ordinal)));

    private static async Task ImportBytesAsync(Provoker p)
    {
        await p.RunAsync("create table t (x int)");
        await using var import = await ((NpgsqlConnection)p.Connection).BeginBinaryImportAsync("copy t from stdin (format binary)");
        await import.StartRowAsync();
        await import.WriteAsync(new byte[5]);
        await import.CompleteAsync();
    }

    private static async Task ManyParametersAsync(Provoker p)
    {
        await using var command = new NpgsqlCommand($"select {Join(65536, "@p{0}")}", (NpgsqlConnection)p.Connection);
        for (var i = 1; i <= 65536; i++)
            command.Parameters.AddWithValue($"p{i}", i);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task DeadlockAsync(Provoker p)
    {
        await p.RunAsync(TwoRows);
        var other = await p.OpenAsync();
        await p.RunAsync("set deadlock_timeout = '10ms'; begin; update t set x = 1 where id = 1");
        await Provoker.RunAsync(other, "set deadlock_timeout = '10ms'; begin; update t set x = 1 where id = 2");
        await Provoker.AllAsync(p.RunAsync("update t set x = 2 where id = 2"), Provoker.RunAsync(other, "update t set x = 2 where id = 1"));
    }

    private static async Task OverwriteAsync(Provoker p)
    {
        await p.RunAsync(TwoRows);
        await p.RunAsync("begin isolation level repeatable read; select * from t");
        await Provoker.RunAsync(await p.OpenAsync(), "update t set x = 1");
        await p.RunAsync("update t set x = 2");
    }

    private static async Task LockedAsync(Provoker p, string sql)
    {
        await p.RunAsync(TwoRows);
        await Provoker.RunAsync(await p.OpenAsync(), "begin; select * from t for update");
        await p.RunAsync(sql);
    }

    private static async Task AfterFailureAsync(Provoker p)
    {
        await p.RunAsync("begin");
        await Assert.ThrowsAsync<PostgresException>(() => p.RunAsync("select 1 / 0"));
        await p.RunAsync("select 1");
    }

    private static async Task TooManyAsync(Provoker p)
    {
        await p.RunAsync($"create role {p.Database} login password 'few' connection limit 1");
        for (var i = 0; i < 2; i++)
            await p.OpenAsync(("Username", p.Database), ("Password", "few"));
    }

    private static async Task PoolAsync(Provoker p)
    {
        await using var pool = NpgsqlDataSource.Create(p.Address(("Maximum Pool Size", 1), ("Timeout", 1)));
        await using var one = await pool.OpenConnectionAsync();
        await using var two = await pool.OpenConnectionAsync();
    }

    private static async Task LogInAsync(Provoker p, string role)
    {
        await p.RunAsync($"create role {p.Database} {role}");
        await p.OpenAsync(("Username", p.Database), ("Password", "one"));
    }

    private static async Task EndedAsync(Provoker p, string before, string? end = null)
    {
        var session = ((NpgsqlConnection)p.Connection).ProcessID;
        await p.RunAsync(before);
        if (end is not null)
            await p.AskAsync(end.Replace("{0}", $"{session}", StringComparison.Ordinal));
        await p.UntilAsync($"select count(*) from pg_stat_activity where pid = {session}", "0");
        await p.RunAsync("select 1");
    }

    // A smart shutdown waits for those who are connected, and lets nobody in.
    private static async Task ShuttingDownAsync(Provoker p)
    {
        var alone = await p.AloneAsync();
        await alone.RunAsync("copy (select 1) to program 'kill -TERM $(head -n 1 postmaster.pid)'");
        while (true)
            await (await alone.OpenAsync()).CloseAsync();
    }
}
