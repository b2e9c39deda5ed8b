using System.Reflection;

namespace Matrix.Harness.Xunit;

/// <summary>Gives a test, or each test of a class, a server of its own, which is stopped after the test.</summary>
/// <remarks>
/// In it a test may create accounts and databases, change global settings and end the sessions of others. Starting a server takes
/// seconds in a container. A server that the user gave is never changed: there such a test is unavailable.
/// The test also has its database to itself, as with <see cref="OwnDatabaseAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OwnServerAttribute : Attribute
{
    internal static bool IsOn(MethodInfo method, Type type) => method.IsDefined(typeof(OwnServerAttribute)) || type.IsDefined(typeof(OwnServerAttribute));
}
