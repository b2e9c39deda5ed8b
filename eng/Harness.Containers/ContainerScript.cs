using System.Reflection;
using Matrix.Harness.Servers.Recipes;

namespace Matrix.Harness.Containers;

/// <summary>What a container runs: the engine's own functions, then what is the same for all.</summary>
internal static class ContainerScript
{
    public static string For(ServerRecipe recipe) => recipe.Engine switch
    {
        "postgres" => Read("postgres.sh") + Read("serve.sh"),
        "mysql" => Read("mysql.sh") + Read("serve.sh"),
        // MariaDB's own come after, and replace MySQL's.
        "mariadb" => Read("mysql.sh") + Read("mariadb.sh") + Read("serve.sh"),
        var engine => throw new ArgumentException($"No container is known to serve {engine}.", nameof(recipe)),
    };

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
