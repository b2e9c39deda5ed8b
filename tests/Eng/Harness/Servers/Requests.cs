using Matrix.Harness.Servers;
using Matrix.Harness.Targets;

namespace Matrix.Tests.Eng.Harness.Servers;

/// <summary>Requests for servers, whose settings come from the test alone, and whose files go where it says.</summary>
internal static class Requests
{
    private static readonly Lazy<TargetList> Targets = new(() => TargetList.Read(Repository.PathOf("eng", TargetList.FileName)));

    public static Target Target(string name) => Targets.Value.Select(name).Single();

    public static ServerRequest For(string target, ServerDriver driver, TemporaryFolder folder, params IEnumerable<(string Name, string Value)> variables) =>
        For(Target(target), driver, folder, variables);

    public static ServerRequest For(Target target, ServerDriver driver, TemporaryFolder folder, params IEnumerable<(string Name, string Value)> variables)
    {
        var settings = variables.Prepend(("XDG_STATE_HOME", folder.PathOf("state"))).Prepend(("XDG_CACHE_HOME", folder.PathOf("cache"))).ToDictionary();
        return new(target, driver) { Variable = settings.GetValueOrDefault };
    }
}
