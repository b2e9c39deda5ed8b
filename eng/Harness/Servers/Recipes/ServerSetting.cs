namespace Matrix.Harness.Servers.Recipes;

/// <summary>One setting with which a private server is started.</summary>
/// <param name="Name">The server's name for it, by which it is read back.</param>
/// <param name="Value">The value, as the server spells it.</param>
/// <param name="Argument">What sets it on the server's command line.</param>
public sealed record ServerSetting(string Name, string Value, string Argument);
