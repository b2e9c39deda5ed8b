namespace Matrix.Tests.Model.Probes;

/// <summary>A table that refers to itself.</summary>
public sealed class TreeNode
{
    public int Id { get; set; }

    public int? ParentId { get; set; }

    public required string Name { get; set; }

    public TreeNode? Parent { get; set; }
}
