using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Matrix.Harness;
using Matrix.Harness.Targets;

namespace Matrix.Cli.Planning;

/// <summary><c>matrix plan</c>: the jobs of a run, from the only list of targets, as a CI service reads them.</summary>
internal static class PlanCommand
{
    /// <summary>The formats there are.</summary>
    public static readonly string[] Formats = ["json", "github", "gitlab", "azure"];

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    // An output of a step is one line.
    private static readonly JsonSerializerOptions OneLine = new(Readable) { WriteIndented = false };

    /// <summary>Writes the jobs.</summary>
    /// <param name="repository">The working copy whose targets they are.</param>
    /// <param name="backend">What to run, as for <c>matrix run</c>.</param>
    /// <param name="shards">Into how many parts each target with a server is divided.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <exception cref="MatrixException">There is no such backend.</exception>
    public static string Write(Repository repository, string backend, int shards, string format)
    {
        var jobs = Job.For(TargetList.Read(repository.TargetsFile).Select(backend), shards);
        if (jobs.Count == 0)
            throw new MatrixException($"'{backend}' names no backend. Name an engine, a target, all or every with --backend.");
        return format switch
        {
            "github" => JsonSerializer.Serialize(new { include = jobs }, OneLine),
            "gitlab" => GitLab(jobs).ToJsonString(Readable),
            "azure" => JsonSerializer.Serialize(jobs.ToDictionary(j => j.Key.Replace('-', '_'), j => new { j.Target, j.Shard, j.Key }), OneLine),
            _ => JsonSerializer.Serialize(jobs, Readable),
        };
    }

    // A child pipeline; what is JSON is YAML too.
    private static JsonObject GitLab(IReadOnlyList<Job> jobs)
    {
        var pipeline = new JsonObject { ["stages"] = new JsonArray("run", "report") };
        foreach (var job in jobs)
        {
            pipeline[job.Name] = new JsonObject
            {
                ["stage"] = "run",
                ["script"] = new JsonArray($"eng/run.sh --backend {job.Target} --shard {job.Shard} --results artifacts/matrix/{job.Key}"),
                ["artifacts"] = Artifacts($"artifacts/matrix/{job.Key}"),
            };
        }

        pipeline["report"] = new JsonObject
        {
            ["stage"] = "report",
            ["when"] = "always",
            ["script"] = new JsonArray("eng/run.sh report artifacts/matrix/* --results artifacts/report"),
            ["artifacts"] = Artifacts("artifacts/report"),
        };
        return pipeline;

        static JsonObject Artifacts(string path) => new() { ["when"] = "always", ["paths"] = new JsonArray(path) };
    }
}
