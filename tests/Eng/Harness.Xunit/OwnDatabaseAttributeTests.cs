using Matrix.Harness.Leases;
using Matrix.Harness.Xunit;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Xunit;

public sealed class OwnDatabaseAttributeTests
{
    [Theory]
    [InlineData(typeof(Plain), nameof(Plain.Unmarked), Isolation.Rollback)]
    [InlineData(typeof(Plain), nameof(Plain.Own), Isolation.OwnDatabase)]
    [InlineData(typeof(Plain), nameof(Plain.Continued), Isolation.OwnDatabaseContinueIdentity)]
    [InlineData(typeof(ContinuedClass), nameof(ContinuedClass.Unmarked), Isolation.OwnDatabaseContinueIdentity)]
    [InlineData(typeof(ContinuedClass), nameof(ContinuedClass.Own), Isolation.OwnDatabase)]
    [InlineData(typeof(Derived), nameof(Derived.Unmarked), Isolation.OwnDatabaseContinueIdentity)]
    public void A_method_says_how_it_is_kept_apart_and_else_its_class(Type type, string method, Isolation expected) =>
        Assert.Equal(expected, OwnDatabaseAttribute.IsolationOf(type.GetMethod(method)!, type));

    private static class Plain
    {
        public static void Unmarked() { }

        [OwnDatabase]
        public static void Own() { }

        [OwnDatabase(ContinueIdentity = true)]
        public static void Continued() { }
    }

    [OwnDatabase(ContinueIdentity = true)]
    private class ContinuedClass
    {
        public virtual void Unmarked() { }

        [OwnDatabase]
        public virtual void Own() { }
    }

    private sealed class Derived : ContinuedClass;
}
