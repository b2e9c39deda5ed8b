namespace Matrix.Tests.Model;

/// <summary>A row with a concurrency token that every engine can hold: a number that <see cref="ShopContext"/> raises with each change.</summary>
public interface IVersioned
{
    int Version { get; set; }
}
