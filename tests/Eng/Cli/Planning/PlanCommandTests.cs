using System.Text.Json.Nodes;
using Matrix.Cli.Planning;
using Matrix.Harness;
using Matrix.Tests.Eng.Cli.Toy;
using Xunit;

namespace Matrix.Tests.Eng.Cli.Planning;

public sealed class PlanCommandTests : IDisposable
{
    private readonly ToyWorkingCopy toy = new();

    [Fact]
    public void Every_target_has_its_jobs_and_only_those_with_a_server_are_divided() => Assert.Equal("""
        [
          {
            "name": "tern@1 1/2",
            "key": "tern-1-1",
            "target": "tern@1",
            "shard": "1/2",
            "image": "tern:1"
          },
          {
            "name": "tern@1 2/2",
            "key": "tern-1-2",
            "target": "tern@1",
            "shard": "2/2",
            "image": "tern:1"
          },
          {
            "name": "gull",
            "key": "gull",
            "target": "gull",
            "shard": "1/1"
          }
        ]
        """, Write("all", 2, "json"));

    [Fact]
    public void GitHub_reads_one_line_that_includes_the_jobs()
    {
        var plan = Write("every", 1, "github");

        Assert.Single(plan.Split('\n'));
        Assert.Equal(["tern@1", "tern@2", "gull"], JsonNode.Parse(plan)!["include"]!.AsArray().Select(j => (string)j!["target"]!));
    }

    [Fact]
    public void Azure_reads_one_line_with_a_name_for_each_job() =>
        Assert.Equal("""{"tern_2_1":{"target":"tern@2","shard":"1/2","key":"tern-2-1"},"tern_2_2":{"target":"tern@2","shard":"2/2","key":"tern-2-2"}}""", Write("tern@2", 2, "azure"));

    [Fact]
    public void GitLab_reads_a_pipeline_that_ends_in_a_report() => Assert.Equal("""
        {
          "stages": [
            "run",
            "report"
          ],
          "gull": {
            "stage": "run",
            "script": [
              "eng/run.sh --backend gull --shard 1/1 --results artifacts/matrix/gull"
            ],
            "artifacts": {
              "when": "always",
              "paths": [
                "artifacts/matrix/gull"
              ]
            }
          },
          "report": {
            "stage": "report",
            "when": "always",
            "script": [
              "eng/run.sh report artifacts/matrix/* --results artifacts/report"
            ],
            "artifacts": {
              "when": "always",
              "paths": [
                "artifacts/report"
              ]
            }
          }
        }
        """, Write("gull", 3, "gitlab"));

    [Theory]
    [InlineData("gul", "There is no backend 'gul'. Did you mean 'gull'?")]
    [InlineData(",", "names no backend")]
    public void A_backend_that_there_is_not_is_an_error(string backend, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<MatrixException>(() => Write(backend, 1, "json")).Message, StringComparison.Ordinal);

    public void Dispose() => toy.Dispose();

    private string Write(string backend, int shards, string format) => PlanCommand.Write(toy.Repository, backend, shards, format).ReplaceLineEndings("\n");
}
