using Matrix.Harness.Servers;
using Npgsql;

namespace Matrix.Harness.Postgres;

/// <summary>PostgreSQL's errors in terms that engines share, by SQLSTATE.</summary>
internal static class PostgresErrors
{
    public static DatabaseError Describe(Exception exception) => exception switch
    {
        PostgresException e => new(OfState(e.SqlState), e.SqlState, null),
        NpgsqlException { InnerException: TimeoutException } e => new(ErrorKind.Cancelled, e.SqlState, null),
        NpgsqlException { InnerException: System.Net.Sockets.SocketException or IOException } e => new(ErrorKind.ConnectionLost, e.SqlState, null),
        NpgsqlException e when e.Message.Contains("pool has been exhausted", StringComparison.Ordinal) => new(ErrorKind.TooManyConnections, e.SqlState, null),
        _ => new(ErrorKind.Other, (exception as System.Data.Common.DbException)?.SqlState, null),
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static ErrorKind OfState(string state) => state switch
    {
        "23505" or "23P01" => ErrorKind.Unique,
        "23503" or "23001" => ErrorKind.ForeignKey,
        "23502" => ErrorKind.NotNull,
        "23514" or "44000" => ErrorKind.Check,
        "22001" => ErrorKind.TooLong,
        "22003" or "22008" => ErrorKind.OutOfRange,
        "22P02" or "22007" or "22021" or "22P03" or "22P05" or "22018" => ErrorKind.InvalidValue,
        "42804" or "42846" or "42883" => ErrorKind.TypeMismatch,
        "22012" => ErrorKind.DivisionByZero,
        "40P01" => ErrorKind.Deadlock,
        "40001" => ErrorKind.Serialization,
        "55P03" => ErrorKind.LockTimeout,
        "25P02" => ErrorKind.FailedTransaction,
        "25006" => ErrorKind.ReadOnly,
        "42601" => ErrorKind.Syntax,
        "42P01" or "42703" or "42704" or "3D000" or "3F000" or "3B001" => ErrorKind.UndefinedName,
        "42P07" or "42701" or "42710" or "42723" or "42P04" or "42P06" or "42712" => ErrorKind.DuplicateName,
        "42803" or "42P10" or "42702" or "42P20" or "42725" => ErrorKind.InvalidReference,
        "0A000" => ErrorKind.NotSupported,
        "54000" or "54001" or "54011" or "54023" => ErrorKind.LimitExceeded,
        "57014" or "25P04" => ErrorKind.Cancelled,
        "53300" => ErrorKind.TooManyConnections,
        "28000" or "28P01" or "42501" => ErrorKind.AccessDenied,
        "57P01" or "57P02" or "57P03" or "57P05" => ErrorKind.ConnectionLost,
        _ when state.StartsWith("08", StringComparison.Ordinal) => ErrorKind.ConnectionLost,
        _ => ErrorKind.Other,
    };
}
