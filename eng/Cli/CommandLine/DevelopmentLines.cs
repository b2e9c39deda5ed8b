using System.CommandLine;
using Matrix.Cli.Development;

namespace Matrix.Cli.CommandLine;

/// <summary>The commands for a database to develop against.</summary>
internal static class DevelopmentLines
{
    public static Command Seed(Func<SeedOptions, CancellationToken, Task<int>> handler)
    {
        var backend = new Option<string?>("--backend", "-b") { Description = "The backend whose model is built. Only a connection string needs it; a URL and a file say which it is.", HelpName = "NAME" };
        var url = new Option<string?>("--url") { Description = $"The database, made where there is none. [default: {SeedAddress.Variable} of the environment]", HelpName = "URL" };
        var file = new Option<string?>("--file") { Description = "A SQLite database, made where there is none.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Destroys what stands in the database, and says before what that is." };
        var command = new Command("seed", "Builds the model and the reference data of the tests in a database to develop against. One that is not empty is refused.") { backend, url, file, force };
        command.SetAction((parsed, token) => handler(new(parsed.GetValue(backend), parsed.GetValue(url), parsed.GetValue(file), parsed.GetValue(force)), token));
        return command.WithHelp("""
            Examples:
              matrix seed --backend sqlite --file dev.db
              matrix seed --url "$(matrix up postgres --url)"
            """);
    }

    public static Command Up(Func<string, bool, CancellationToken, Task<int>> handler)
    {
        var target = new Argument<string>("target") { Description = "An engine, or a target such as postgres@17." };
        target.CompletionSources.Add(TargetNames.Of);
        var url = new Option<bool>("--url") { Description = "Prints the URL alone." };
        var command = new Command("up", "Has a server to develop against, with a database named after the working copy's folder, and prints how to connect. It stays until matrix down.") { target, url };
        command.SetAction((parsed, token) => handler(parsed.GetValue(target)!, parsed.GetValue(url), token));
        return command.WithHelp("""
            Example:
              matrix up postgres
            """);
    }
}
