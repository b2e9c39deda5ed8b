using System.Diagnostics.CodeAnalysis;

namespace Matrix.Tests.Eng.Throwaway;

/// <summary>Behaviours that fail in more ways than by one assertion, also before and after they run.</summary>
internal static class ThrowawayFaults
{
    [StringSyntax("C#")]
    public const string Source = """
        using System.Data.Common;
        using Matrix.Harness.Verdicts;
        using Xunit;

        namespace Throwaway;

        public sealed class Faults
        {
            [Fact]
            public async Task Nests()
            {
                await Task.Yield();
                try
                {
                    Convert("Holland");
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException("See the inner exception for details.", e);
                }
            }

            private static int Convert(string text) => throw new InvalidCastException($"{text} is no number");
        }

        public sealed class FailingEnd : IDisposable
        {
            [Fact]
            public void Fails_twice() => Assert.Fail("first");

            public void Dispose() => throw new NotSupportedException("second");
        }

        public sealed class Broken
        {
            public Broken() => throw new InvalidDataException("no file");
        }

        public sealed class WithBrokenFixture(Broken broken) : IClassFixture<Broken>
        {
            [Fact]
            public void Is_a_fact() => Assert.NotNull(broken);

            [Theory]
            [InlineData(1)]
            public void Has_a_row(int row) => Assert.Equal(1, row);
        }

        public sealed class FailsToEnd : IDisposable
        {
            public void Dispose() => throw new InvalidDataException("cannot close");
        }

        public sealed class WithFixtureThatFailsToEnd(FailsToEnd fixture) : IClassFixture<FailsToEnd>
        {
            [Fact]
            public void Passes_before() => Assert.NotNull(fixture);
        }

        public sealed class DataFaults
        {
            public static IEnumerable<TheoryDataRow<int>> Throwing => throw new InvalidDataException("no rows today");

            public static IEnumerable<TheoryDataRow<int>> Empty => [];

            [Theory]
            [MemberData(nameof(Throwing))]
            public void Has_data_that_throws(int row) => Assert.Equal(1, row);

            [Theory]
            [MemberData(nameof(Empty))]
            public void Has_no_data(int row) => Assert.Equal(1, row);
        }

        public sealed class Sleeps
        {
            [Theory]
            [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8), InlineData(9), InlineData(10)]
            public void For_a_while(int row) => Thread.Sleep(200 + row);
        }

        public sealed class HalfCharacters(Observations observe)
        {
            [Fact]
            public void Are_observed() => observe.Value("half \ud83d", "a\ud83db");
        }

        public sealed class LongAnswers(Observations observe)
        {
            [Fact]
            public void Are_observed() => observe.Value("long", new string('x', 1 << 20));
        }
        """;
}
