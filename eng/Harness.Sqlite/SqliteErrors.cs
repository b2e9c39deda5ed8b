using System.Data.Common;
using Matrix.Harness.Servers;
using Microsoft.Data.Sqlite;
using static Matrix.Harness.Servers.ErrorKind;

namespace Matrix.Harness.Sqlite;

/// <summary>SQLite's result codes in terms that engines share. https://www.sqlite.org/rescode.html</summary>
internal static class SqliteErrors
{
    // SQLITE_ERROR is the code of everything that is wrong with a statement; only its message says what.
    private const int Generic = 1;

    // A trigger's RAISE, and a RESTRICT, which SQLite carries out as a trigger.
    private const int Trigger = 1811;

    private static readonly Dictionary<int, ErrorKind> ByExtendedCode = new()
    {
        [275] = Check,
        [787] = ForeignKey,
        [1299] = NotNull,
        [1555] = Unique,
        [2067] = Unique,
        [2579] = Unique,
        [3091] = TypeMismatch,
        [517] = Serialization,
    };

    private static readonly Dictionary<int, ErrorKind> ByCode = new()
    {
        [5] = LockTimeout,
        [6] = LockTimeout,
        [8] = ReadOnly,
        [9] = Cancelled,
        [18] = LimitExceeded,
        [20] = TypeMismatch,
        [23] = AccessDenied,
    };

    // In this order: the first that the message holds.
    private static readonly (string Text, ErrorKind Kind)[] ByMessage =
    [
        ("already exists", DuplicateName),
        ("there is already ", DuplicateName),
        ("duplicate column name", DuplicateName),
        ("no such ", UndefinedName),
        ("has no column named", UndefinedName),
        ("unknown database", UndefinedName),
        ("ambiguous column name", InvalidReference),
        ("misuse of ", InvalidReference),
        ("ORDER BY term does not match", InvalidReference),
        ("HAVING clause on a non-aggregate", InvalidReference),
        ("does not match any PRIMARY KEY or UNIQUE", InvalidReference),
        ("wrong number of arguments", TypeMismatch),
        ("must have exactly one argument", TypeMismatch),
        ("row value misused", TypeMismatch),
        ("integer overflow", OutOfRange),
        ("malformed JSON", InvalidValue),
        ("bad JSON path", InvalidValue),
        ("too many ", LimitExceeded),
        ("too large", LimitExceeded),
        ("too complex", LimitExceeded),
        ("tables in a join", LimitExceeded),
        ("variable number must be between", LimitExceeded),
        ("not supported", NotSupported),
        ("Cannot add a ", NotSupported),
        ("syntax error", Syntax),
        ("incomplete input", Syntax),
        ("unrecognized token", Syntax),
    ];

    public static DatabaseError Describe(DbException exception) => exception is SqliteException error
        ? new(KindOf(error), null, error.SqliteExtendedErrorCode)
        : new(Other, exception.SqlState, null);

    private static ErrorKind KindOf(SqliteException error) =>
        ByExtendedCode.TryGetValue(error.SqliteExtendedErrorCode, out var kind) || ByCode.TryGetValue(error.SqliteErrorCode, out kind) ? kind
        : error.SqliteExtendedErrorCode == Trigger && error.Message.Contains("'FOREIGN KEY constraint failed'", StringComparison.Ordinal) ? ForeignKey
        : error.SqliteErrorCode == Generic ? ByMessage.FirstOrDefault(m => error.Message.Contains(m.Text, StringComparison.Ordinal)).Kind
        : Other;
}
