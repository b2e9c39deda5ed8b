namespace Matrix.Harness.Servers;

/// <summary>What a database refused, whatever the engine calls it.</summary>
public enum ErrorKind
{
    /// <summary>None of the others: the engine's own code says what.</summary>
    Other,
    /// <summary>A unique index or primary key.</summary>
    Unique,
    /// <summary>A foreign key.</summary>
    ForeignKey,
    /// <summary>NULL in a column that forbids it.</summary>
    NotNull,
    /// <summary>A check constraint.</summary>
    Check,
    /// <summary>Text or binary longer than its column.</summary>
    TooLong,
    /// <summary>A number or a time beyond its type.</summary>
    OutOfRange,
    /// <summary>A text that is no value of the type asked for.</summary>
    InvalidValue,
    /// <summary>A type that does not fit the operation or the column.</summary>
    TypeMismatch,
    /// <summary>Division by zero.</summary>
    DivisionByZero,
    /// <summary>This transaction was chosen to end a deadlock.</summary>
    Deadlock,
    /// <summary>Concurrent work made this transaction impossible to serialise.</summary>
    Serialization,
    /// <summary>A lock was not granted in time, or at once where that was asked.</summary>
    LockTimeout,
    /// <summary>The transaction has failed earlier and accepts nothing but its end.</summary>
    FailedTransaction,
    /// <summary>A write in a read-only transaction or database.</summary>
    ReadOnly,
    /// <summary>The statement cannot be parsed.</summary>
    Syntax,
    /// <summary>A table, column, function or other name that does not exist.</summary>
    UndefinedName,
    /// <summary>A name that exists already.</summary>
    DuplicateName,
    /// <summary>A name or column reference that is not valid where it stands, such as a bare column beside GROUP BY.</summary>
    InvalidReference,
    /// <summary>The engine knows it and does not do it.</summary>
    NotSupported,
    /// <summary>Too many parameters, columns, levels, or bytes in a statement.</summary>
    LimitExceeded,
    /// <summary>Cancelled by the client, or the statement's time ran out.</summary>
    Cancelled,
    /// <summary>No free connection.</summary>
    TooManyConnections,
    /// <summary>Refused by name or password, or for want of a privilege.</summary>
    AccessDenied,
    /// <summary>The connection broke, or the server went away.</summary>
    ConnectionLost,
}
