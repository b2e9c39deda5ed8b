using Matrix.Harness;
using Matrix.Harness.Containers;
using Matrix.Harness.Servers;
using Matrix.Harness.Targets;
using Matrix.Tests.Eng.Harness.Servers;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Containers;

public sealed class ContainerFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Target unlikeAnyOther = Requests.Target("postgres@18") with { Name = $"postgres@18 of {Guid.NewGuid():n}" };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task No_engine_where_one_should_be()
    {
        var error = await RefusalAsync(new ContainerSource(new Uri($"unix://{folder.PathOf("docker.sock")}").ToString()), Requests.Target("postgres@18"));

        Assert.Contains("no container engine answers", error.Said, StringComparison.Ordinal);
        Assert.Contains("Start Docker", error.Remedy, StringComparison.Ordinal);
    }

    // An engine that old cannot be installed beside a new one: this one answers as Docker 24 does.
    [Fact]
    public async Task An_engine_that_is_too_old()
    {
        await using var engine = new OldEngine();

        var error = await RefusalAsync(new ContainerSource(engine.Address), Requests.Target("postgres@18"));

        Assert.Contains("the container engine is too old", error.Said, StringComparison.Ordinal);
        Assert.Contains("Maximum supported API version is 1.43", error.Said, StringComparison.Ordinal);
        Assert.Contains("Docker Engine 25", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_cannot_be_had()
    {
        using var engine = await Machine.ImageAsync("postgres:18");

        var error = await RefusalAsync(new ContainerSource(), Requests.Target("postgres@18") with { Image = "registry.invalid/postgres:18" });

        Assert.Contains("the image registry.invalid/postgres:18 cannot be had", error.Said, StringComparison.Ordinal);
        Assert.Contains("docker pull registry.invalid/postgres:18", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_is_of_another_version_than_its_target_says()
    {
        using var engine = await Machine.ImageAsync("postgres:18");

        var error = await Assert.ThrowsAsync<MatrixException>(() => StartAsync(new ContainerSource(), Requests.Target("postgres@17") with { Image = "postgres:18" }));

        Assert.Contains("the container postgres:18 says that it is postgres 18", error.Message, StringComparison.Ordinal);
        Assert.Contains("eng/targets.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_without_the_server_in_it()
    {
        using var engine = await Machine.ImageAsync("mariadb:11.8");

        var error = await RefusalAsync(new ContainerSource(), Requests.Target("postgres@18") with { Image = "mariadb:11.8" });

        // It depends on who is quicker: the engine that reports the end, or the first question to the server.
        Assert.Matches("^(a container of mariadb:11.8 cannot be started: exit code|the container mariadb:11.8 ended before it answered)", error.Said);
    }

    [Fact]
    public async Task A_disk_without_room_for_the_data()
    {
        using var engine = await Machine.ImageAsync("postgres:18");

        var error = await RefusalAsync(new ContainerSource { DataOptions = "size=4m" }, Requests.Target("postgres@18"));

        Assert.Contains("No space left on device", error.Said, StringComparison.Ordinal);
        Assert.Contains("Make room", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_takes_too_long_is_removed()
    {
        using var engine = await Machine.ImageAsync("postgres:18");
        var request = Requests.For(unlikeAnyOther, new FakeDriver(refusal: "the database system is starting up"), folder, ("MATRIX_PATIENCE", "1"));

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => new ContainerSource().StartAsync(request, TestContext.Current.CancellationToken));

        Assert.Contains("the container postgres:18 did not answer within 1 s. Its last word: the database system is starting up", error.Said, StringComparison.Ordinal);
        Assert.Empty(await OfAsync(engine, unlikeAnyOther));
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_nothing()
    {
        using var engine = await Machine.ImageAsync("postgres:18");
        using var cancel = new CancellationTokenSource();
        var request = Requests.For(unlikeAnyOther, new CancellingDriver(cancel), folder);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ContainerSource().StartAsync(request, cancel.Token));

        Assert.Empty(await OfAsync(engine, unlikeAnyOther));
    }

    private async Task<SourceUnavailableException> RefusalAsync(ContainerSource source, Target target) =>
        await Assert.ThrowsAsync<SourceUnavailableException>(() => StartAsync(source, target));

    private Task<RunningServer> StartAsync(ContainerSource source, Target target) =>
        source.StartAsync(Requests.For(target, TestDrivers.For(target.Engine), folder), TestContext.Current.CancellationToken);

    private static async Task<IEnumerable<string>> OfAsync(ContainerEngine engine, Target target)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{ContainerLabels.Target}={target.Name}"] = true } };
        return (await engine.Client.Containers.ListContainersAsync(new() { All = true, Filters = filters }, TestContext.Current.CancellationToken)).Select(c => c.ID!);
    }
}
