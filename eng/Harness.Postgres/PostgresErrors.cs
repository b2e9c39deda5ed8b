using System.Data.Common;
using System.Net.Sockets;
using Matrix.Harness.Servers;
using Npgsql;
using static Matrix.Harness.Servers.ErrorKind;

namespace Matrix.Harness.Postgres;

/// <summary>PostgreSQL's errors in terms that engines share, by SQLSTATE.</summary>
internal static class PostgresErrors
{
    // An operator and a function that there is not have the same code. The message may be in any language; who raised it is not.
    private const string UndefinedFunction = "42883", OfOperators = "op_error";

    /// <summary>https://www.postgresql.org/docs/current/errcodes-appendix.html</summary>
    public static IReadOnlyDictionary<string, ErrorKind> ByState { get; } = new Dictionary<string, ErrorKind>
    {
        ["23505"] = Unique,
        ["23P01"] = Unique,
        ["23503"] = ForeignKey,
        ["23001"] = ForeignKey,
        ["23502"] = NotNull,
        ["23514"] = Check,
        ["44000"] = Check,
        ["22001"] = TooLong,
        ["22003"] = OutOfRange,
        ["22008"] = OutOfRange,
        ["22P02"] = InvalidValue,
        ["22007"] = InvalidValue,
        ["22021"] = InvalidValue,
        ["22P03"] = InvalidValue,
        ["22P05"] = InvalidValue,
        ["2201W"] = InvalidValue,
        ["42804"] = TypeMismatch,
        ["42846"] = TypeMismatch,
        ["22012"] = DivisionByZero,
        ["40P01"] = Deadlock,
        ["40001"] = Serialization,
        ["55P03"] = LockTimeout,
        ["25P02"] = FailedTransaction,
        ["25006"] = ReadOnly,
        ["42601"] = Syntax,
        ["42P01"] = UndefinedName,
        ["42703"] = UndefinedName,
        ["42704"] = UndefinedName,
        [UndefinedFunction] = UndefinedName,
        ["3D000"] = UndefinedName,
        ["3F000"] = UndefinedName,
        ["3B001"] = UndefinedName,
        ["42P07"] = DuplicateName,
        ["42701"] = DuplicateName,
        ["42710"] = DuplicateName,
        ["42723"] = DuplicateName,
        ["42P04"] = DuplicateName,
        ["42P06"] = DuplicateName,
        ["42712"] = DuplicateName,
        ["42803"] = InvalidReference,
        ["42P10"] = InvalidReference,
        ["42702"] = InvalidReference,
        ["42P20"] = InvalidReference,
        ["42725"] = InvalidReference,
        ["0A000"] = NotSupported,
        ["54000"] = LimitExceeded,
        ["54001"] = LimitExceeded,
        ["54011"] = LimitExceeded,
        ["54023"] = LimitExceeded,
        ["57014"] = Cancelled,
        ["53300"] = TooManyConnections,
        ["28000"] = AccessDenied,
        ["28P01"] = AccessDenied,
        ["42501"] = AccessDenied,
        ["25P03"] = ConnectionLost,
        ["25P04"] = ConnectionLost,
        ["57P01"] = ConnectionLost,
        ["57P03"] = ConnectionLost,
        ["57P05"] = ConnectionLost,
    };

    public static DatabaseError Describe(DbException exception) => exception switch
    {
        PostgresException { SqlState: UndefinedFunction, Routine: OfOperators } e => new(TypeMismatch, e.SqlState, null),
        PostgresException e => new(ByState.GetValueOrDefault(e.SqlState), e.SqlState, null),
        NpgsqlException e when e.Message.Contains("pool has been exhausted", StringComparison.Ordinal) => new(TooManyConnections, e.SqlState, null),
        NpgsqlException e when e.Message.Contains("more than 65535 parameters", StringComparison.Ordinal) => new(LimitExceeded, e.SqlState, null),
        NpgsqlException { InnerException: TimeoutException } e => new(Cancelled, e.SqlState, null),
        NpgsqlException { InnerException: SocketException or IOException } e => new(ConnectionLost, e.SqlState, null),
        _ => new(Other, exception.SqlState, null),
    };
}
