using Docker.DotNet;
using Matrix.Harness.Servers;

namespace Matrix.Harness.Containers;

/// <summary>What a container engine refused, in words with a remedy.</summary>
internal static class ContainerFault
{
    public static SourceUnavailableException NoEngine(Exception error)
    {
        var said = Innermost(error);
        return said.Contains("too new", StringComparison.OrdinalIgnoreCase) || said.Contains("client version", StringComparison.OrdinalIgnoreCase)
            ? new($"the container engine is too old: {said}", "Update it to Docker Engine 25 (API 1.44) or later.", error)
            : new($"no container engine answers: {said}", "Start Docker, Podman or the like; DOCKER_HOST says where it is, when it is not in its usual place.", error);
    }

    public static SourceUnavailableException NoImage(string image, Exception error) => new(
        $"the image {image} cannot be had: {Innermost(error)}",
        $"Fetch it by hand with docker pull {image} (the network or the registry's credentials may be missing), load it from a file with docker load, or name one that you have in eng/targets.json.",
        error);

    public static SourceUnavailableException NotStarted(string image, string said, Exception error) => new(
        $"a container of {image} cannot be started: {said}",
        said.Contains("no space left", StringComparison.OrdinalIgnoreCase)
            ? "Make room: matrix down removes what Matrix left, and docker system df shows what containers use."
            : "Mend what the engine says, then run again.",
        error);

    public static string Innermost(Exception error)
    {
        while (error.InnerException is { } inner)
            error = inner;
        return (error is DockerApiException { ResponseBody: { Length: > 0 } body } ? body : error.Message).ReplaceLineEndings(" ").Trim();
    }
}
