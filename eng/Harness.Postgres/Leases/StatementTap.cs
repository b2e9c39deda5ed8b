using System.Collections.Concurrent;
using System.Diagnostics;
using Matrix.Harness.Statements;
using Npgsql;

namespace Matrix.Harness.Postgres.Leases;

/// <summary>Sees every statement that any Npgsql connection of this process sends to a leased database.</summary>
/// <remarks>
/// Npgsql asks a data source's filter whether to trace a command, before it sends it, and only while somebody listens.
/// So listening costs our own connections a call, no activity; connections of others make activities, which name their database.
/// </remarks>
internal static class StatementTap
{
    private static readonly ConcurrentDictionary<string, PostgresDatabase> Databases = new(StringComparer.Ordinal);

    // Held for the life of the process.
    private static readonly ActivityListener Listener = Listen();

    public static void Add(PostgresDatabase database)
    {
        Debug.Assert(Listener.ShouldListenTo is not null, "the listener must be there before the first command");
        Databases[database.Name] = database;
    }

    public static void Remove(PostgresDatabase database) => Databases.TryRemove(new(database.Name, database));

    /// <summary>Has a database told of all that its own data source sends.</summary>
    public static void Attach(NpgsqlDataSourceBuilder builder, Func<PostgresDatabase?> database) => builder.ConfigureTracing(options => options
        .EnablePhysicalOpenTracing(false)
        .ConfigureCommandFilter(command => Note(database(), command))
        .ConfigureBatchFilter(batch => Note(database(), batch))
        .ConfigureCopyOperationFilter(sql => Note(database(), sql)));

    private static bool Note(PostgresDatabase? database, NpgsqlCommand command)
    {
        if (database is { IsWatched: true })
            database.Note(command.CommandText, ParameterText.Of(command.Parameters));
        return false;
    }

    private static bool Note(PostgresDatabase? database, NpgsqlBatch batch)
    {
        if (database is { IsWatched: true })
        {
            foreach (var command in batch.BatchCommands)
                database.Note(command.CommandText, ParameterText.Of(command.Parameters));
        }

        return false;
    }

    private static bool Note(PostgresDatabase? database, string sql)
    {
        if (database is { IsWatched: true })
            database.Note(sql, "");
        return false;
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => Databases.IsEmpty ? ActivitySamplingResult.None : ActivitySamplingResult.AllData,
            ActivityStopped = NoteStray,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static void NoteStray(Activity activity)
    {
        if (activity.GetTagItem("db.namespace") is string name && Databases.TryGetValue(name, out var database))
            database.NoteStray(activity.GetTagItem("db.query.text") as string);
    }
}
