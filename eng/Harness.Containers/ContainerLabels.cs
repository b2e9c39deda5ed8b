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

    /// <summary>Whether it stays up for the next run.</summary>
    public const string Kept = "matrix.kept";

    public const string Server = "server", Prepared = "prepared";
}
