using System.Data;
using System.Data.Common;
using Matrix.Harness.Leases;
using MySqlConnector;

namespace Matrix.Harness.MySql.Leases;

/// <summary>Proves that every way to send a statement is heard, by sending one each way. A driver's update may change what its log tells.</summary>
internal class HearingProbe : IStatementListener
{
    private const string Procedure = "matrix_probe";

    public bool IsWatched => true;

    public StatementLog Statements { get; } = new();

    public virtual int Note(string sql, string parameters = "") => Statements.Add(sql);

    public void NoteEnd(string how) => Statements.Add(how);

    public void NoteOpening() { }

    /// <summary>Sends a statement each way to an empty database.</summary>
    /// <param name="source">Makes connections to it as to a leased one.</param>
    /// <param name="cancellationToken">Ends the probe.</param>
    /// <returns>The ways that were not heard; none when every statement of a test will be.</returns>
    public async Task<IReadOnlyList<string>> FindUnheardAsync(LeasedDataSource source, CancellationToken cancellationToken)
    {
        source.Owner = this;
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await connection.SendAsync($"create procedure {Procedure}() select 1", cancellationToken).ConfigureAwait(false);
        (string Name, string Heard, Func<string, Task> Send)[] ways =
        [
            ("text", "select 1001", sql => RunAsync(new MySqlCommand(sql, connection), prepared: false, cancellationToken)),
            ("prepared", "select 1002", sql => RunAsync(new MySqlCommand(sql, connection), prepared: true, cancellationToken)),
            ("batch", "select 1003", sql => RunAsync(new MySqlBatch(connection) { BatchCommands = { new MySqlBatchCommand(sql) } }, prepared: false, cancellationToken)),
            ("prepared batch", "select 1004", sql => RunAsync(new MySqlBatch(connection) { BatchCommands = { new MySqlBatchCommand(sql) } }, prepared: true, cancellationToken)),
            ("stored procedure", Procedure, sql => RunAsync(new MySqlCommand(sql, connection) { CommandType = CommandType.StoredProcedure }, prepared: false, cancellationToken)),
            ("commit", "MySqlTransaction.Commit()", _ => CommitAsync(connection, cancellationToken)),
        ];
        var unheard = new List<string>();
        foreach (var (name, heard, send) in ways)
        {
            var before = Statements.Count;
            await send(heard).ConfigureAwait(false);
            // At its beginning: the driver's own question about a procedure has the name among its parameters.
            if (!Statements.ToList().Skip(before).Any(s => s.StartsWith(heard, StringComparison.Ordinal)))
                unheard.Add(name);
        }

        if (source.HasOpenStatement)
            unheard.Add("the end of a statement");
        return unheard;
    }

    private static async Task RunAsync(DbCommand command, bool prepared, CancellationToken cancellationToken)
    {
        await using (command)
        {
            if (prepared)
                await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task RunAsync(DbBatch batch, bool prepared, CancellationToken cancellationToken)
    {
        await using (batch)
        {
            if (prepared)
                await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CommitAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
