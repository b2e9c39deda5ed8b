using System.Security.Cryptography;
using System.Text;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Recipes;
using Testcontainers.MySql;
using Testcontainers.PostgreSql;

namespace Matrix.Harness.Containers;

/// <summary>What a container of a server is made of: its engine's Testcontainers module, with Matrix's own start in place of the image's.</summary>
internal sealed class ContainerPlan(ContainerEngine engine, ServerRequest request, ServerRecipe recipe)
{
    /// <summary>Options of the tmpfs that holds the data.</summary>
    public required string DataOptions { get; init; }

    /// <summary>A container that is not started yet.</summary>
    public IContainer Build(string imageId, string password)
    {
        var image = request.Target.Image!;
        return recipe.Engine == "postgres"
            ? Configure(new PostgreSqlBuilder(image).WithPassword(password), imageId).Build()
            // Once started, the module would write the password into a file, for the client by which it waits.
            : Configure(new MySqlBuilder(image).WithUsername("root").WithPassword(password).WithStartupCallback((_, _) => Task.CompletedTask), imageId).Build();
    }

    private TBuilder Configure<TBuilder, TContainer, TConfiguration>(IContainerBuilder<TBuilder, TContainer, TConfiguration> builder, string imageId)
        where TBuilder : IContainerBuilder<TBuilder, TContainer, TConfiguration>
        where TContainer : IContainer
        where TConfiguration : IContainerConfiguration
    {
        var script = ContainerScript.For(recipe);
        var arguments = recipe.Arguments.ToArray();
        var initialise = string.Join(' ', recipe.InitialiseArguments);
        var port = $"{recipe.Port}/tcp";
        return engine.Mark(builder)
            .WithLabel(ContainerLabels.Target, request.Target.Name)
            .WithLabel(ContainerLabels.KeptIn, request.KeptIn ?? "")
            .WithEnvironment("MATRIX_INITIALISE", initialise)
            .WithEntrypoint("sh", "-c", script, "matrix")
            .WithCommand(new OverwriteEnumerable<string>(arguments))
            // A strategy of one's own takes the place of the module's, which starts a program in the container once a second.
            .WithWaitStrategy(Wait.ForUnixContainer().AddCustomWaitStrategy(new NoWait(), strategy => strategy.WithMode(WaitStrategyMode.OneShot)))
            .WithCreateParameterModifier(p =>
            {
                p.HostConfig!.PortBindings![port] = [new PortBinding { HostIP = ContainerAddress.PublishedOn(request) }];
                p.HostConfig.Tmpfs = new Dictionary<string, string> { ["/matrix/live"] = DataOptions };
                p.HostConfig.ShmSize = 256 << 20;
                p.HostConfig.Mounts!.Add(PreparedData(imageId, script + initialise + string.Join('\n', arguments)));
            });
    }

    private Mount PreparedData(string imageId, string settings)
    {
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(imageId + "\n" + settings)))[..16];
        return new()
        {
            Type = "volume",
            Source = $"matrix-{recipe.Engine}-{fingerprint}",
            Target = "/matrix/prepared",
            VolumeOptions = new()
            {
                Labels = new Dictionary<string, string>
                {
                    [ContainerLabels.Kind] = ContainerLabels.Prepared,
                    [ContainerLabels.Owner] = ProcessStamp.Current.ToString(),
                },
            },
        };
    }

    /// <summary>Waits for nothing: <see cref="Readiness"/> asks the server itself, as soon as it is started.</summary>
    private sealed class NoWait : IWaitUntil
    {
        public Task<bool> UntilAsync(IContainer container) => Task.FromResult(true);
    }
}
