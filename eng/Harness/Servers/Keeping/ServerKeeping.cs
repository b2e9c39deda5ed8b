namespace Matrix.Harness.Servers.Keeping;

/// <summary>Has a server from one source: the one that an earlier run left up, or a new one, which is left up where that was asked for.</summary>
internal sealed class ServerKeeping(ServerSource source, KeptServers servers)
{
    public async Task<RunningServer> StartAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        if (!source.CanKeep)
            return await source.StartAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.IsAlone)
            return await StartNewAsync(request, cancellationToken).ConfigureAwait(false);
        var key = KeptServers.KeyOf(source.Name, request);
        if (!request.Keep && servers.Find(key) is null)
            return await StartNewAsync(request, cancellationToken).ConfigureAwait(false);
        using (await servers.LockAsync(key, 2 * request.Patience, cancellationToken).ConfigureAwait(false))
        {
            if (await TryAttachAsync(key, request, cancellationToken).ConfigureAwait(false) is { } attached)
                return attached;
            if (request.Keep)
                return await StartKeptAsync(key, request, cancellationToken).ConfigureAwait(false);
        }

        return await StartNewAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RunningServer?> TryAttachAsync(string key, ServerRequest request, CancellationToken cancellationToken)
    {
        if (servers.Find(key) is not { } kept)
            return null;
        var use = await servers.UseAsync(kept, cancellationToken).ConfigureAwait(false);
        if (await source.AttachAsync(request, kept, cancellationToken).ConfigureAwait(false) is { } server)
        {
            server.Use = use;
            return server;
        }

        use.Dispose();
        request.Report($"the kept server ({kept.Description}) is gone or out of date");
        servers.Remove(key);
        if (servers.UsersOf(kept.Id).Count == 0)
            await source.RemoveAsync(kept).ConfigureAwait(false);
        return null;
    }

    private async Task<RunningServer> StartKeptAsync(string key, ServerRequest request, CancellationToken cancellationToken)
    {
        var server = await StartNewAsync(request, cancellationToken).ConfigureAwait(false);
        if (server.Kept is not { } kept)
            return server;
        try
        {
            await servers.WriteAsync(key, kept, cancellationToken).ConfigureAwait(false);
            server.Use = await servers.UseAsync(kept, cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await source.RemoveAsync(kept).ConfigureAwait(false);
            throw;
        }
    }

    // What killed runs left is removed while the server starts.
    private async Task<RunningServer> StartNewAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        var sweep = Task.Run(() => SweepAsync(request.Variable), CancellationToken.None);
        try
        {
            return await source.StartAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await sweep.ConfigureAwait(false);
        }
    }

    private async Task SweepAsync(Func<string, string?> variable)
    {
        try
        {
            servers.ForgetDeadUses();
            foreach (var leftover in await source.FindLeftoversAsync(variable, CancellationToken.None).ConfigureAwait(false))
            {
                if (leftover.State == LeftoverState.Abandoned)
                    await leftover.RemoveAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A later run, or matrix down, will find it.
        }
    }
}
