using System.Reflection;
using Matrix.Harness.Targets;

namespace Matrix.Harness.Xunit;

/// <summary>Says which backend a test assembly is. Written by the build from <c>&lt;MatrixBackend&gt;</c>.</summary>
/// <param name="name">The backend's name: <c>postgres</c>.</param>
/// <param name="fixture">Its fixture: a <see cref="BackendFixture"/> with a constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class BackendAttribute(string name, Type fixture) : Attribute
{
    /// <summary>The backend's name.</summary>
    public string Name { get; } = name;

    /// <summary>The type of its fixture.</summary>
    public Type Fixture { get; } = fixture;

    internal static BackendAttribute Of(Assembly assembly) => assembly.GetCustomAttribute<BackendAttribute>()
        ?? throw new MatrixException($"{assembly.GetName().Name} names no backend. Set <MatrixBackend> in its project file.");

    internal BackendFixture CreateFixture(Target target)
    {
        var made = (BackendFixture)Activator.CreateInstance(Fixture)!;
        made.Target = target;
        return made;
    }
}
