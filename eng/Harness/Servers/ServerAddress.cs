using System.Data.Common;
using System.Globalization;
using System.Net;

namespace Matrix.Harness.Servers;

/// <summary>Where a server is, as a connection string of its driver.</summary>
public static class ServerAddress
{
    private static readonly string[] UserKeys = ["Username", "User ID", "User", "Uid", "User Name"];
    private static readonly string[] HostKeys = ["Host", "Server", "Data Source", "DataSource", "Address"];

    /// <summary>Reads what a user gave: a connection string, or a URL such as <c>postgres://user:password@host:5432/database?key=value</c>.</summary>
    /// <param name="given">The text.</param>
    /// <param name="backend">Whose driver will read the result: <c>postgres</c> or <c>mysql</c>.</param>
    /// <param name="variable">Where the text was found, for the message.</param>
    /// <exception cref="MatrixException">It is neither. The message does not repeat it, as it may hold a password.</exception>
    public static string Parse(string given, string backend, string variable)
    {
        try
        {
            var address = given.Contains("://", StringComparison.Ordinal)
                ? FromUrl(new Uri(given), backend)
                : new DbConnectionStringBuilder { ConnectionString = given };
            return HostOf(address) is null ? throw new FormatException("it names no host.") : address.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new MatrixException($"{variable} is neither a connection string nor a URL: {Reason(e)} Write it as {Example(backend)}.");
        }
    }

    /// <summary>Spells a connection string as a URL that <see cref="Parse"/> reads. It holds the password.</summary>
    /// <param name="connectionString">In the driver's own form.</param>
    /// <param name="scheme">The URL's scheme: <c>postgres</c>, <c>mysql</c>, <c>mariadb</c>.</param>
    public static string ToUrl(string connectionString, string scheme)
    {
        var address = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var (user, password, host, port) = (Take(UserKeys), Take("Password", "Pwd"), Take(HostKeys) ?? "localhost", Take("Port"));
        var database = Take("Database");
        // A socket's folder is no host of a URL.
        var isSocket = host.Contains('/', StringComparison.Ordinal);
        var options = address.Keys.Cast<string>().Select(k => (Key: k, Value: address[k].ToString()!)).ToList();
        if (isSocket)
            options.Insert(0, (scheme == "postgres" ? "Host" : "Server", host));
        return $"{scheme}://{Escape(user)}{(password is null ? "" : ":" + Escape(password))}@{(isSocket ? "localhost" : host)}{(port is null ? "" : ":" + port)}/{Escape(database)}"
            + (options.Count == 0 ? "" : "?" + string.Join('&', options.Select(o => $"{Escape(o.Key)}={Escape(o.Value)}")));

        string? Take(params ReadOnlySpan<string> names)
        {
            var value = Find(address, names);
            foreach (var name in names)
                address.Remove(name);
            return value;
        }

        static string Escape(string? text) => Uri.EscapeDataString(text ?? "");
    }

    /// <summary>Where a connection string leads, without a password: <c>user@host:port</c>.</summary>
    public static string Describe(string connectionString)
    {
        var address = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var (user, port) = (Find(address, UserKeys), Find(address, "Port"));
        return $"{(user is null ? "" : user + "@")}{HostOf(address)}{(port is null ? "" : ":" + port)}";
    }

    /// <summary>Where a connection string leads over TCP.</summary>
    /// <returns><see langword="null"/> when it names a socket's folder, or several hosts.</returns>
    internal static DnsEndPoint? EndPointOf(string connectionString, string backend)
    {
        var address = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var host = HostOf(address)!;
        if (host.Contains('/', StringComparison.Ordinal) || host.Contains(',', StringComparison.Ordinal))
            return null;
        return new(host, int.TryParse(Find(address, "Port"), CultureInfo.InvariantCulture, out var port) ? port : backend == "postgres" ? 5432 : 3306);
    }

    /// <summary>What a given server looks like.</summary>
    public static string Example(string backend) => backend == "postgres"
        ? "Host=localhost;Username=me;Password=... or postgres://me:...@localhost:5432"
        : $"Server=localhost;User ID=me;Password=... or {backend}://me:...@localhost:3306";

    // A builder's own message may quote the text that it could not read.
    private static string Reason(Exception e) => e is FormatException and not UriFormatException ? e.Message : "it cannot be read.";

    private static string? HostOf(DbConnectionStringBuilder address) => Find(address, HostKeys);

    private static string? Find(DbConnectionStringBuilder address, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (address.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text)
                return text;
        }

        return null;
    }

    private static DbConnectionStringBuilder FromUrl(Uri url, string backend)
    {
        var isPostgres = url.Scheme is "postgres" or "postgresql";
        if (isPostgres != (backend == "postgres") || !isPostgres && url.Scheme is not ("mysql" or "mariadb"))
            throw new FormatException($"the scheme {url.Scheme}:// is not one of the backend {backend}.");
        var parts = url.UserInfo.Split(':', 2);
        var address = new DbConnectionStringBuilder { [isPostgres ? "Host" : "Server"] = url.Host };
        Add(address, "Port", url.Port > 0 ? $"{url.Port}" : "");
        Add(address, isPostgres ? "Username" : "User ID", parts[0]);
        Add(address, "Password", parts.ElementAtOrDefault(1) ?? "");
        Add(address, "Database", url.AbsolutePath.Trim('/'));
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Add(address, Uri.UnescapeDataString(option.Split('=', 2)[0]), option.Split('=', 2).ElementAtOrDefault(1) ?? "");
        return address;
    }

    private static void Add(DbConnectionStringBuilder address, string key, string value)
    {
        if (value.Length > 0)
            address[key] = Uri.UnescapeDataString(value);
    }
}
