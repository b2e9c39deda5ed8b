using Matrix.Harness.Postgres.Schema;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>Runs several statements in one round trip, and has the server prepare them where they come again.</summary>
internal sealed class PreparedBatches
{
    private const int MostBatches = 64;

    private readonly Dictionary<string, (NpgsqlBatch Batch, int Runs)> batches = new(StringComparer.Ordinal);

    /// <summary>Runs statements, as one transaction unless one is open.</summary>
    /// <param name="connection">The connection, the same until <see cref="ForgetAsync"/>.</param>
    /// <param name="key">What tells these statements from others.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="cancellationToken">Ends the running.</param>
    /// <returns>The marks among what they return.</returns>
    public async ValueTask<IReadOnlyDictionary<int, string>> RunAsync(
        NpgsqlConnection connection, string key, IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        if (!batches.TryGetValue(key, out var known))
        {
            if (batches.Count >= MostBatches)
                await ForgetAsync().ConfigureAwait(false);
            known = (new NpgsqlBatch(connection), 0);
            foreach (var statement in statements)
                known.Batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        }

        var marks = await RunAsync(known.Batch, cancellationToken).ConfigureAwait(false);
        batches[key] = (known.Batch, known.Runs + 1);
        // Preparing takes a round trip, which pays only for what comes often. Not before: a transaction that has failed would refuse it.
        if (known.Runs == 1)
            await known.Batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
        return marks;
    }

    /// <summary>Says that the connection is another one, which has prepared nothing.</summary>
    public async ValueTask ForgetAsync()
    {
        foreach (var (batch, _) in batches.Values)
            await batch.DisposeAsync().ConfigureAwait(false);
        batches.Clear();
    }

    private static async Task<Dictionary<int, string>> RunAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await ContentCheck.ReadAsync(reader, cancellationToken).ConfigureAwait(false);
    }
}
