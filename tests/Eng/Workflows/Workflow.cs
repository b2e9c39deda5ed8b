using YamlDotNet.RepresentationModel;

namespace Matrix.Tests.Eng.Workflows;

/// <summary>A workflow's file, taken apart.</summary>
internal sealed class Workflow
{
    private readonly YamlMappingNode root;

    public Workflow(string path)
    {
        var yaml = new YamlStream();
        using var file = File.OpenText(path);
        yaml.Load(file);
        root = (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    /// <summary>Every action that any job uses: <c>actions/checkout@8e8c...</c>.</summary>
    public IEnumerable<string> Actions => Jobs.SelectMany(j => StepsOf(j.Value)).Where(s => s.Children.ContainsKey("uses")).Select(s => Text(s["uses"]));

    /// <summary>The jobs' names, with whether each has a time-out.</summary>
    public IEnumerable<(string Name, bool IsTimed)> Timed => Jobs.Select(j => (Text(j.Key), ((YamlMappingNode)j.Value).Children.ContainsKey("timeout-minutes")));

    /// <summary>What all jobs may do: <c>contents: read</c>.</summary>
    public string Permissions => string.Join(", ", ((YamlMappingNode)root["permissions"]).Select(p => $"{p.Key}: {p.Value}"));

    /// <summary>The script of a job's step.</summary>
    public string Script(string job, string step) => Text(StepsOf(root["jobs"][job]).Single(s => s.Children.TryGetValue("name", out var name) && Text(name) == step)["run"]);

    private YamlMappingNode Jobs => (YamlMappingNode)root["jobs"];

    private static IEnumerable<YamlMappingNode> StepsOf(YamlNode job) => ((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>();

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
