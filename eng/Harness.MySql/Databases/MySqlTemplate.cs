using Matrix.Harness.Servers;
using MySqlConnector;

namespace Matrix.Harness.MySql.Databases;

/// <summary>The database from which all others are made and restored, built once per server for each blueprint.</summary>
internal sealed class MySqlTemplate(DatabaseCatalog catalog, string connectionString)
{
    /// <returns>The template's name.</returns>
    public async Task<string> PrepareAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var (template, marker) = (RunNames.TemplateOf(blueprint.Fingerprint), RunNames.TemplateMarker(blueprint.Fingerprint));
        var (connection, guard) = await catalog.LockAsync(template, cancellationToken).ConfigureAwait(false);
        await using var _ = connection;
        await using var __ = guard;
        var found = (await catalog.ReadAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(template);
        var exists = await catalog.ExistsAsync(template, cancellationToken).ConfigureAwait(false);
        if (found == marker && exists)
            return template;

        // Without a marker it is somebody's, and this run uses one of its own; with another, its building was cut short.
        if (exists && found is null)
            template = catalog.Names.NextDatabase();
        else if (exists)
            await catalog.DropAsync(template, cancellationToken).ConfigureAwait(false);
        await catalog.CreateAsync(template, "", cancellationToken).ConfigureAwait(false);
        await BuildAsync(template, blueprint, cancellationToken).ConfigureAwait(false);
        if (template == RunNames.TemplateOf(blueprint.Fingerprint))
            await catalog.MarkAsync(template, marker, cancellationToken).ConfigureAwait(false);
        return template;
    }

    private async Task BuildAsync(string name, Blueprint blueprint, CancellationToken cancellationToken)
    {
        var address = new MySqlConnectionStringBuilder(connectionString) { Database = name, Pooling = false, AllowUserVariables = true, UseAffectedRows = false };
        await using var connection = new MySqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await blueprint.BuildAsync(connection, cancellationToken).ConfigureAwait(false);
    }
}
