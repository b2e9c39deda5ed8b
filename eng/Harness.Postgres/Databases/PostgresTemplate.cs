using Matrix.Harness.Servers;
using Npgsql;

namespace Matrix.Harness.Postgres.Databases;

/// <summary>The database from which all others are cloned, built once per server for each blueprint.</summary>
internal sealed class PostgresTemplate(DatabaseCatalog catalog, string connectionString)
{
    /// <returns>The template's name.</returns>
    public async Task<string> PrepareAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var (template, marker) = (RunNames.TemplateOf(blueprint.Fingerprint), RunNames.TemplateMarker(blueprint.Fingerprint));
        await using var guard = await catalog.LockAsync(template, cancellationToken).ConfigureAwait(false);
        var found = await catalog.MarkerOfAsync(template, cancellationToken).ConfigureAwait(false);
        if (found == marker)
            return template;

        var built = catalog.Names.NextDatabase();
        await catalog.CreateAsync(built, cancellationToken).ConfigureAwait(false);
        await BuildAsync(built, blueprint, cancellationToken).ConfigureAwait(false);
        // A database that has the template's name and not its marker is somebody's: this run then uses its own.
        if (found is not null)
            return built;
        if (!await catalog.PublishTemplateAsync(built, template, marker, cancellationToken).ConfigureAwait(false))
            await catalog.DropAsync(built, cancellationToken).ConfigureAwait(false);
        return template;
    }

    private async Task BuildAsync(string name, Blueprint blueprint, CancellationToken cancellationToken)
    {
        // Nothing can be cloned while somebody is connected to it, so this connection must end, not go to a pool.
        var address = new NpgsqlConnectionStringBuilder(connectionString) { Database = name, Pooling = false, ApplicationName = catalog.Names.Session };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await blueprint.BuildAsync(connection, cancellationToken).ConfigureAwait(false);
    }
}
