using Matrix.Harness.Servers;
using Matrix.Tests.Eng.Harness.Servers.Errors;
using MySqlConnector;
using static Matrix.Harness.Servers.ErrorKind;

namespace Matrix.Tests.Eng.Harness.MySql;

/// <summary>What MySQL and MariaDB refuse, and how.</summary>
internal static class MySqlProvocations
{
    private const string Both = "mysql,mariadb", Strict = "set sql_mode = 'traditional'; ";
    private const string TwoRows = "create table t (id int primary key, x int); insert into t values (1, 0), (2, 0)";
    private const string Family = "create table p (x int primary key); create table c (x int, foreign key (x) references p (x)); insert into p values (1); insert into c values (1)";
    private static readonly string Forever = "select count(*) from " + string.Join(", ", "abcdefghijklm".Select(name => $"(select 1 union all select 2 union all select 3 union all select 4 union all select 5) {name}"));

    public static IReadOnlyList<Provocation> All { get; } =
    [
        Sql("1062", Unique, "create table t (x int unique); insert into t values (1), (1)"),
        Sql("1452", ForeignKey, $"{Family}; insert into c values (2)"),
        Sql("1451", ForeignKey, $"{Family}; delete from p"),
        Sql("3730", ForeignKey, $"{Family}; drop table p", "mysql"),
        Sql("1451", ForeignKey, $"{Family}; drop table p", "mariadb"),
        Sql("1048", NotNull, "create table t (x int not null); insert into t values (null)"),
        Sql("1364", NotNull, "create table t (x int not null, y int); insert into t (y) values (1)"),
        Sql("1138", NotNull, "create table t (x int); insert into t values (null); alter table t modify x int not null", "mysql"),
        Sql("3819", Check, "create table t (x int check (x > 0)); insert into t values (0)", "mysql"),
        Sql("4025", Check, "create table t (x int check (x > 0)); insert into t values (0)", "mariadb"),
        Sql("1406", TooLong, "create table t (x varchar(2)); insert into t values ('abc')"),
        Sql("1264", OutOfRange, "create table t (x tinyint); insert into t values (128)"),
        Sql("1690", OutOfRange, "select 9223372036854775807 + 1"),
        Sql("1441", OutOfRange, "create table t (x date); insert into t values (date_add('9999-12-31', interval 1 day))"),
        Sql("1292", InvalidValue, "create table t (x date); insert into t values ('2024-13-45')"),
        Sql("1366", InvalidValue, "create table t (x int); insert into t values ('one')"),
        Sql("1265", InvalidValue, "create table t (x enum ('a')); insert into t values ('b')"),
        Sql("1411", InvalidValue, "create table t (x date); insert into t values (str_to_date('one', '%Y'))"),
        Sql("1300", InvalidValue, "create table `🍵` (x int)", "mariadb"),
        Sql("1241", TypeMismatch, "select count(distinct (1, 2))"),
        Sql("3140", InvalidValue, "create table t (x json); insert into t values ('{')", "mysql"),
        Sql("3141", InvalidValue, "select json_extract('{', '$')", "mysql"),
        Sql("4037", InvalidValue, "select * from json_table('{', '$' columns (x int path '$')) t", "mariadb"),
        Sql("4038", InvalidValue, "select * from json_table('x', '$' columns (x int path '$')) t", "mariadb"),
        Sql("1365", DivisionByZero, $"{Strict}create table t (x int); insert into t values (1 / 0)"),
        Case("1213", Deadlock, "two transactions that wait for each other", DeadlockAsync),
        Case("1020", Serialization, "a write over what another has written since", OverwriteAsync, "mariadb"),
        Case("1205", LockTimeout, "a lock waited for", p => LockedAsync(p, "set innodb_lock_wait_timeout = 1; select * from t for update")),
        Case("3572", LockTimeout, "a lock asked for at once", p => LockedAsync(p, "select * from t for update nowait"), "mysql"),
        Case("1205", LockTimeout, "a lock asked for at once", p => LockedAsync(p, "select * from t for update nowait"), "mariadb"),
        Sql("1792", ReadOnly, "create table t (x int); start transaction read only; insert into t values (1)"),
        Case("3989", ReadOnly, "a schema that is read only", p => p.RunAsync($"create table t (x int); alter schema {p.Database} read only = 1; insert into t values (1)"), "mysql"),
        Sql("1064", Syntax, "selec 1"),
        Sql("1065", Syntax, ";"),
        Sql("1248", Syntax, "select 1 from (select 1)", "mysql"),
        Case("1046", UndefinedName, "no database", async p => await Provoker.RunAsync(await p.OpenAsync(("Database", "")), "select * from t")),
        Sql("1049", UndefinedName, "use nowhere"),
        Sql("1051", UndefinedName, "drop table nowhere"),
        Sql("1054", UndefinedName, "select nowhere"),
        Sql("1091", UndefinedName, "create table t (x int); alter table t drop column nowhere"),
        Sql("1109", UndefinedName, "create table t (x int); delete nowhere from t"),
        Sql("1146", UndefinedName, "select * from nowhere"),
        Sql("1193", UndefinedName, "set global nowhere = 1"),
        Sql("1273", UndefinedName, "select 'a' collate nowhere"),
        Sql("1305", UndefinedName, "call nowhere()"),
        Sql("1630", UndefinedName, "select rollup (1)", "mariadb"),
        Sql("4161", UndefinedName, "create table t (x nowhere)", "mariadb"),
        Case("1007", DuplicateName, "a database that there is", p => p.RunAsync($"create database {p.Database}")),
        Sql("1050", DuplicateName, "create table t (x int); create table t (x int)"),
        Sql("1060", DuplicateName, "create table t (x int, x int)"),
        Sql("1061", DuplicateName, "create table t (x int, index i (x), index i (x))"),
        Sql("1066", DuplicateName, "create table t (x int); select * from t, t"),
        Sql("1304", DuplicateName, "create procedure f() select 1; create procedure f() select 1"),
        Sql("1826", DuplicateName, "create table p (x int primary key); create table c (x int, constraint k foreign key (x) references p (x), constraint k foreign key (x) references p (x))", "mysql"),
        Sql("3822", DuplicateName, "create table t (x int, constraint k check (x > 0), constraint k check (x > 1))", "mysql"),
        Sql("1826", DuplicateName, "create table t (x int, constraint k check (x > 0), constraint k check (x > 1))", "mariadb"),
        Sql("1052", InvalidReference, "select x from (select 1 x) a, (select 2 x) b"),
        Sql("1055", InvalidReference, "set sql_mode = 'only_full_group_by'; create table t (x int, y int); select x from t group by y"),
        Sql("1111", InvalidReference, "select 1 from (select 1 x) t where count(*) > 1"),
        Sql("1140", InvalidReference, "set sql_mode = 'only_full_group_by'; create table t (x int); select x, count(*) from t"),
        Sql("1247", InvalidReference, "select (select y) x, 1 y"),
        Sql("1093", InvalidReference, "create table t (x int); update t set x = 1 where x in (select x from t)", "mysql"),
        Sql("3065", InvalidReference, "create table t (x int, y int); select distinct x from t order by y", "mysql"),
        Sql("1235", NotSupported, "select 1 in (select 1 limit 1)"),
        Sql("1295", NotSupported, "prepare s from 'prepare r from \"select 1\"'"),
        Sql("1101", NotSupported, "create table t (x text default 'a')", "mysql"),
        Sql("1170", NotSupported, "create table t (x text, index (x))", "mysql"),
        Sql("4022", NotSupported, "select count(*) over (order by x rows between unbounded preceding and current row exclude current row) from (select 1 x) t", "mariadb"),
        Sql("1059", LimitExceeded, $"create table t ({new string('x', 65)} int)"),
        Case("1069", LimitExceeded, "a table of 65 indexes", p => p.RunAsync($"create table t (x int, {Join(65, "index (x)")})")),
        Sql("1071", LimitExceeded, "create table t (x varchar(1000) character set utf8mb4 primary key)"),
        Case("1070", LimitExceeded, "an index of 33 columns", p => p.RunAsync($"create table t ({Join(33, "x{0} int")}, index ({Join(33, "x{0}")}))")),
        Sql("1074", LimitExceeded, "create table t (x varchar(70000))"),
        Case("1116", LimitExceeded, "a join of 62 tables", p => p.RunAsync($"select 1 from {Join(62, "(select 1) t{0}")}")),
        Case("1117", LimitExceeded, "a table of 4097 columns", p => p.RunAsync($"create table t ({Join(4097, "x{0} int")})")),
        Case("1118", LimitExceeded, "a row of 100,000 characters", p => p.RunAsync($"create table t ({Join(100, "x{0} varchar(1000)")})")),
        Case("1153", LimitExceeded, "a statement of two megabytes", TooLargeAsync),
        Sql("1301", LimitExceeded, "create table t (x longtext); insert into t values (repeat('a', 1000000000))"),
        Case("1390", LimitExceeded, "a statement of 70,000 parameters", p => p.RunAsync($"prepare s from 'select {Join(70000, "?")}'")),
        Case("1436", LimitExceeded, "brackets within brackets", p => p.RunAsync($"select {string.Concat(Enumerable.Repeat("abs(", 3000))}1{new string(')', 3000)}")),
        Sql("1456", LimitExceeded, "create procedure f() call f(); call f()"),
        Case("1473", LimitExceeded, "100 subqueries in each other", p => p.RunAsync($"select {string.Concat(Enumerable.Repeat("(select ", 100))}1{new string(')', 100)}")),
        Sql("3636", LimitExceeded, "with recursive n as (select 1 i union all select i + 1 from n) select count(*) from n", "mysql"),
        Case("1317", Cancelled, "a statement that another ended", p => InterruptedAsync(p, "kill query")),
        Sql("3024", Cancelled, $"set max_execution_time = 10; {Forever}", "mysql"),
        Sql("1969", Cancelled, $"set max_statement_time = 0.01; {Forever}", "mariadb"),
        Case("", Cancelled, "a command's time that ran out", p => Provoker.RunAsync(p.Connection, Forever, seconds: 1)),
        Case("1040", TooManyConnections, "more connections than a server has", p => FullServerAsync(p, "max_connections")),
        Case("1203", TooManyConnections, "more connections than a user may have", p => FullServerAsync(p, "max_user_connections"), "mysql"),
        Case("1226", TooManyConnections, "more connections than this user may have", FullUserAsync),
        Case("1042", TooManyConnections, "more connections than a pool has", PoolAsync),
        Case("1044", AccessDenied, "a database of another's", async p => await Provoker.RunAsync(await UserAsync(p), "create database mine")),
        Case("1045", AccessDenied, "a wrong password", p => p.OpenAsync(("Password", "swordfish"))),
        Case("1142", AccessDenied, "a table of another's", p => RefusedAsync(p, "create view v as select 1", "select * from t")),
        Case("1143", AccessDenied, "a column of another's", p => RefusedAsync(p, "select (x)", "select y from t")),
        Case("1227", AccessDenied, "an administrator's statement", async p => await Provoker.RunAsync(await UserAsync(p), "set global max_connections = 10")),
        Case("1370", AccessDenied, "a procedure of another's", p => RefusedAsync(p, "select", "call f()")),
        Case("1698", AccessDenied, "a user of the machine's own", MachineUserAsync, "mariadb"),
        Case("1042", ConnectionLost, "nobody there", p => p.OpenAsync(("Port", 1))),
        Case("1053", ConnectionLost, "a server that is shutting down", ShuttingDownAsync, "mysql"),
        Case("", ConnectionLost, "a server that is shutting down", ShuttingDownAsync, "mariadb"),
        Case("", ConnectionLost, "a session that the administrator ended", EndedAsync),
        Case("", ConnectionLost, "a session that the administrator ended while it was busy", p => InterruptedAsync(p, "kill")),
        Case("4031", ConnectionLost, "a session that was idle for too long", IdleAsync, "mysql"),
        Case("", ConnectionLost, "a session that was idle for too long", IdleAsync, "mariadb"),
        Case("", ConnectionLost, "a server that is gone", GoneAsync),
        Sql("1644", Other, "signal sqlstate '45000' set message_text = 'No such luck'"),
    ];

    private static Provocation Sql(string code, ErrorKind kind, string sql, string where = Both) => Provocation.Of(where, code, kind, sql);

    private static Provocation Case(string code, ErrorKind kind, string name, Func<Provoker, Task> act, string where = Both) => new(code, kind, name, act, where);

    private static string Join(int times, string part) => string.Join(", ", Enumerable.Range(1, times).Select(i => part.Replace("{0}", $"{i}", StringComparison.Ordinal)));

    /// <summary>A connection of a user who may do nothing but what is granted.</summary>
    private static async Task<MySqlConnection> UserAsync(Provoker p, string? grant = null, string options = "identified by 'few'")
    {
        await p.RunAsync($"create user {p.Database} {options}; grant usage on *.* to {p.Database}");
        if (grant is not null)
            await p.RunAsync($"grant {grant} to {p.Database}");
        return (MySqlConnection)await p.OpenAsync(("User ID", p.Database), ("Password", "few"), ("Database", grant is null ? "" : p.Database));
    }

    private static async Task RefusedAsync(Provoker p, string grant, string sql)
    {
        await p.RunAsync("create table t (x int, y int); create procedure f() select 1");
        await Provoker.RunAsync(await UserAsync(p, grant.StartsWith("create", StringComparison.Ordinal) ? $"create on {p.Database}.*" : $"{grant} on {p.Database}.t"), sql);
    }

    private static async Task DeadlockAsync(Provoker p)
    {
        await p.RunAsync(TwoRows);
        var other = await p.OpenAsync();
        await p.RunAsync("begin; update t set x = 1 where id = 1");
        await Provoker.RunAsync(other, "begin; update t set x = 1 where id = 2");
        await Provoker.AllAsync(p.RunAsync("update t set x = 2 where id = 2"), Provoker.RunAsync(other, "update t set x = 2 where id = 1"));
    }

    private static async Task OverwriteAsync(Provoker p)
    {
        await p.RunAsync($"{TwoRows}; set innodb_snapshot_isolation = on; begin; select * from t");
        await Provoker.RunAsync(await p.OpenAsync(), "update t set x = 1");
        await p.RunAsync("update t set x = 2");
    }

    private static async Task LockedAsync(Provoker p, string sql)
    {
        await p.RunAsync(TwoRows);
        await Provoker.RunAsync(await p.OpenAsync(), "begin; select * from t for update");
        await p.RunAsync(sql);
    }

    private static async Task TooLargeAsync(Provoker p)
    {
        var alone = await p.AloneAsync();
        await alone.RunAsync("set global max_allowed_packet = 1048576");
        await Provoker.RunAsync(await alone.OpenAsync(), $"select '{new string('x', 2 << 20)}'");
    }

    private static async Task InterruptedAsync(Provoker p, string kill)
    {
        var running = p.RunAsync(Forever);
        var session = ((MySqlConnection)p.Connection).ServerThread;
        await p.UntilAsync($"select count(*) from information_schema.processlist where id = {session} and info = '{Forever}'", "1");
        await p.AskAsync($"{kill} {session}");
        await running;
    }

    private static async Task FullServerAsync(Provoker p, string setting)
    {
        var alone = await p.AloneAsync();
        await alone.RunAsync($"set global {setting} = 10");
        for (var i = 0; i < 12; i++)
            await alone.OpenAsync();
    }

    private static async Task FullUserAsync(Provoker p)
    {
        await UserAsync(p, options: "identified by 'few' with max_user_connections 1");
        await p.OpenAsync(("User ID", p.Database), ("Password", "few"), ("Database", ""));
    }

    private static async Task PoolAsync(Provoker p)
    {
        await using var pool = new MySqlDataSource(p.Address(("Maximum Pool Size", 1), ("Connection Timeout", 1)));
        await using var one = await pool.OpenConnectionAsync();
        await using var two = await pool.OpenConnectionAsync();
    }

    private static async Task MachineUserAsync(Provoker p)
    {
        await p.RunAsync($"create user {p.Database} identified via unix_socket");
        await p.OpenAsync(("User ID", p.Database), ("Password", "few"), ("Database", ""));
    }

    private static async Task EndedAsync(Provoker p)
    {
        var session = ((MySqlConnection)p.Connection).ServerThread;
        await p.AskAsync($"kill {session}");
        await GoneAsync(p, session);
    }

    private static async Task IdleAsync(Provoker p)
    {
        await p.RunAsync("set wait_timeout = 1");
        await GoneAsync(p, ((MySqlConnection)p.Connection).ServerThread);
    }

    private static async Task GoneAsync(Provoker p, int session)
    {
        await p.UntilAsync($"select count(*) from information_schema.processlist where id = {session}", "0");
        await p.RunAsync("select 1");
    }

    private static async Task ShuttingDownAsync(Provoker p)
    {
        var alone = await p.AloneAsync();
        var running = Provoker.RunAsync(await alone.OpenAsync(), Forever);
        await alone.UntilAsync($"select count(*) from information_schema.processlist where info = '{Forever}'", "1");
        await alone.RunAsync("shutdown");
        await running;
    }

    private static async Task GoneAsync(Provoker p)
    {
        var alone = await p.AloneAsync();
        await alone.EndServerAsync();
        await alone.RunAsync("select 1");
    }
}
