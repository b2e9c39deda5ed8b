using Matrix.Harness.Servers;

namespace Matrix.Harness.Containers;

/// <summary>What marks a container or a volume as Matrix's, and whose it is.</summary>
internal static class ContainerLabels
{
    /// <summary>On everything that Matrix makes: <c>server</c> or <c>prepared</c>.</summary>
    public const string Kind = "matrix.kind";

    /// <summary>The process that made it, as <see cref="ProcessStamp"/> writes it.</summary>
    public const string Owner = "matrix.owner";

    /// <summary>The target: <c>mysql@9.7</c>.</summary>
    public const string Target = "matrix.target";

    /// <summary>Where the state file of a server is that stays up for the next run; empty for one that does not.</summary>
    public const string KeptIn = "matrix.kept-in";

    public const string Server = "server", Prepared = "prepared";
}
