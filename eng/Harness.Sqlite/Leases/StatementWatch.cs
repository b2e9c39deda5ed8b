using Matrix.Harness.Leases;

namespace Matrix.Harness.Sqlite.Leases;

/// <summary>Sees each statement of one connection as SQLite begins it, whoever sent it.</summary>
internal sealed class StatementWatch(Func<StatementLog> log)
{
    private string? last;
    private bool inTransaction;

    /// <summary>Whether the statements are the harness's own.</summary>
    public bool Paused { get; set; }

    /// <summary>Whether a statement may have left something behind that no rollback undoes.</summary>
    public bool Tainted { get; private set; }

    /// <summary>What ended the transaction that is watched, when something did.</summary>
    public string? EndedBy { get; private set; }

    /// <summary>The lease's transaction has begun.</summary>
    public void Begin() => (inTransaction, EndedBy, last) = (true, null, null);

    /// <summary>The lease's transaction is to end now.</summary>
    public void End(bool transactionIsOpen)
    {
        if (inTransaction && !transactionIsOpen)
            EndedBy ??= last;
        inTransaction = false;
    }

    /// <summary>A statement is being prepared that may change what is the connection's and not the database's.</summary>
    public void NoteConnectionChange() => Tainted |= !Paused;

    /// <summary>The connection is about to be closed.</summary>
    public void Closing()
    {
        if (inTransaction)
            EndedBy ??= "closing the lease's connection";
        Tainted = true;
    }

    /// <summary>SQLite is about to run a statement.</summary>
    /// <param name="statement">With its parameters' values in place; a trigger's as comments.</param>
    /// <param name="transactionIsOpen">As it is before the statement.</param>
    public void Sent(string statement, bool transactionIsOpen)
    {
        if (Paused)
            return;
        var body = SqlText.SkipComments(statement);
        if (body.IsEmpty)
            return;

        if (!inTransaction)
            Tainted = true;
        if (inTransaction && !transactionIsOpen)
            EndedBy ??= last;
        last = statement.Trim();
        log().Add(last);
    }
}
