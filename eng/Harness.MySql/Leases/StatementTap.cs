using System.Collections.Concurrent;
using System.Diagnostics;

namespace Matrix.Harness.MySql.Leases;

/// <summary>Sees every statement that any MySqlConnector connection of this process sends to a leased database.</summary>
/// <remarks>
/// Our own connections tell their data source's logger, which is the cheapest that the driver offers; parameters
/// are asked for at a statement's end. Connections of others make activities, which name their database.
/// </remarks>
internal static class StatementTap
{
    private static readonly ConcurrentDictionary<string, MySqlDatabase> Databases = new(StringComparer.Ordinal);

    // Held for the life of the process.
    private static readonly ActivityListener Listener = Listen();

    public static void Add(MySqlDatabase database)
    {
        Debug.Assert(Listener.ShouldListenTo is not null, "the listener must be there before the first command");
        Databases[database.Name] = database;
    }

    public static void Remove(MySqlDatabase database) => Databases.TryRemove(new(database.Name, database));

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MySqlConnector",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => IsStray(options.Tags) ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activity => DatabaseOf(activity.TagObjects)?.NoteStray((activity.GetTagItem("db.statement") ?? activity.GetTagItem("db.query.text")) as string),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static bool IsStray(IEnumerable<KeyValuePair<string, object?>>? tags) =>
        tags is not null && !Databases.IsEmpty && DatabaseOf(tags) is { } database && !database.IsOwn(Find(tags, "db.connection_id"));

    private static MySqlDatabase? DatabaseOf(IEnumerable<KeyValuePair<string, object?>> tags) =>
        (Find(tags, "db.name") ?? Find(tags, "db.namespace")) is { } name ? Databases.GetValueOrDefault(name) : null;

    private static string? Find(IEnumerable<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name)
                return value as string;
        }

        return null;
    }
}
