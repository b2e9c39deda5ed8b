namespace Matrix.Cli.Building;

/// <summary>The source generators that every project gets, and the attributes that they look for.</summary>
/// <remarks>They are compiled anew each time the compiler starts, which costs a quarter of its time. Others are never called idle: what they look for is not known.</remarks>
internal static class KnownGenerators
{
    private static readonly Dictionary<string, string[]> Attributes = new()
    {
        ["Microsoft.Extensions.Logging.Generators"] = ["LoggerMessage"],
        ["Microsoft.Extensions.Options.SourceGeneration"] = ["OptionsValidator"],
        ["Microsoft.Interop.ComInterfaceGenerator"] = ["GeneratedCom", "VirtualMethodIndex"],
        ["Microsoft.Interop.JavaScript.JSImportGenerator"] = ["JSImport", "JSExport"],
        ["Microsoft.Interop.LibraryImportGenerator"] = ["LibraryImport"],
        ["System.Text.Json.SourceGeneration"] = ["JsonSerializable"],
        ["System.Text.RegularExpressions.Generator"] = ["GeneratedRegex"],
    };

    /// <summary>Those that have nothing to do: no source has the word.</summary>
    /// <param name="sources">The sources' paths.</param>
    public static IReadOnlySet<string> Idle(IEnumerable<string> sources)
    {
        var idle = Attributes.Keys.ToHashSet();
        foreach (var source in sources)
        {
            var text = File.ReadAllText(source);
            idle.RemoveWhere(g => Attributes[g].Any(a => text.Contains(a, StringComparison.Ordinal)));
        }

        return idle;
    }
}
