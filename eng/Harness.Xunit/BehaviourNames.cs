using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Xunit.v3;

namespace Matrix.Harness.Xunit;

/// <summary>What behaviours are called, the same on every backend: class, method and arguments, never xUnit's ids.</summary>
internal static class BehaviourNames
{
    public static string Of(IXunitTestCase testCase) =>
        testCase.TestMethod.TestClass.Class.Name + "." + testCase.TestMethod.Method.Name
        + ArgumentsOf(testCase.TestMethod, (testCase as XunitTestCase)?.TestMethodArguments);

    /// <summary>A theory's arguments in brackets, as xUnit displays them, or nothing for a fact.</summary>
    public static string? ArgumentsOf(IXunitTestMethod method, object?[]? arguments) =>
        arguments is not { Length: > 0 } ? null : method.GetDisplayName("", null, arguments, null);

    public static string WithoutArguments(string name) => name.Split('(')[0];

    public static IEnumerable<string> InAssembly(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from method in type.GetMethods()
        where method.GetCustomAttributes().Any(a => a is IFactAttribute)
        select type.Name + "." + method.Name;

    /// <summary>A hash that is the same wherever the same shared tests were compiled in.</summary>
    public static string Suite(Assembly assembly)
    {
        var own = OwnNamespace(assembly);
        var shared =
            from type in assembly.GetExportedTypes()
            where !IsOwn(type, own)
            from method in type.GetMethods()
            where method.GetCustomAttributes().Any(a => a is IFactAttribute)
            orderby type.Name, method.Name
            select type.Name + "." + method.Name;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', shared))))[..16];
    }

    /// <summary>Whether every backend compiles the class in: those in the fixture's namespace are the backend's own.</summary>
    public static bool IsShared(Type type) => !IsOwn(type, OwnNamespace(type.Assembly));

    private static string? OwnNamespace(Assembly assembly) => assembly.GetCustomAttribute<BackendAttribute>()?.Fixture.Namespace;

    private static bool IsOwn(Type type, string? own) =>
        own is not null && (type.Namespace == own || type.Namespace?.StartsWith(own + ".", StringComparison.Ordinal) == true);
}
