using System.Diagnostics.CodeAnalysis;

namespace Matrix.Tests.Eng.Throwaway;

/// <summary>Behaviours that do, each in the shortest way, what a verdict is about.</summary>
internal static class ThrowawayNotes
{
    [StringSyntax("C#")]
    public const string Source = """
        using System.Data.Common;
        using Matrix.Harness.Verdicts;
        using Xunit;

        namespace Throwaway;

        public sealed class Notes(DbConnection connection, Observations observe)
        {
            [Fact]
            public void Passes() { }

            [Fact]
            public void Fails() => Assert.Fail("two is not one");

            [Fact]
            public Task Repeats_a_key() => ExecuteAsync("INSERT INTO notes VALUES (1, 'again')");

            [Fact]
            public void Observes() => observe.Value("answer", 42);

            [Theory]
            [InlineData(1)]
            [InlineData(2)]
            public void Observes_by_row(int row) => observe.Value("row", row);

            [Fact(Skip = "not before Monday")]
            public void Skipped() { }

            [Fact]
            public void Skipped_while_running() => Assert.Skip("not on a Monday");

            [Fact]
            public Task Commits() => ExecuteAsync("COMMIT");

            [Fact]
            public async Task Commits_and_fails()
            {
                await ExecuteAsync("COMMIT");
                Assert.Fail("The rest is silence.");
            }

            [Fact(Timeout = 200)]
            public Task Never_ends() => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);

            [Fact]
            public void Hangs() => Thread.Sleep(Timeout.Infinite);

            [Fact]
            public void Throws_on_a_thread_of_its_own()
            {
                var thread = new System.Threading.Thread(() => throw new System.InvalidOperationException("The moon fell."));
                thread.Start();
                thread.Join();
            }

            [Fact(Explicit = true)]
            public void Only_when_asked() { }

            private async Task ExecuteAsync(string sql)
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        }

        public sealed class BeforeTheCrash(DbConnection connection)
        {
            [Fact]
            public void Passes() => Assert.NotNull(connection);
        }

        // What must not run beside others runs after them.
        [CollectionDefinition(nameof(TheCrash), DisableParallelization = true)]
        public sealed class Alone;

        [Collection(nameof(TheCrash))]
        public sealed class TheCrash
        {
            [Fact]
            public void Ends_the_process()
            {
                if (Environment.GetEnvironmentVariable("EXIT") is { } code)
                    Environment.Exit(int.Parse(code));
                Environment.FailFast("the end");
            }
        }
        """;
}
