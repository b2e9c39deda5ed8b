using Matrix.Harness.Leases;

namespace Matrix.Harness.MySql.Leases;

/// <summary>Whoever hears what the connections of a data source do.</summary>
internal interface IStatementListener
{
    /// <summary>Whether what is sent is to be noted.</summary>
    bool IsWatched { get; }

    /// <summary>The statements noted so far.</summary>
    StatementLog Statements { get; }

    /// <summary>Takes note of a statement that is about to be sent.</summary>
    /// <returns>Its place among the statements; -1 when it is not noted.</returns>
    int Note(string sql, string parameters = "");

    /// <summary>Takes note of a transaction that was ended by a call.</summary>
    void NoteEnd(string how);

    /// <summary>Takes note of a session that is opened.</summary>
    void NoteOpening();
}
