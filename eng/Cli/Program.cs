using Matrix.Cli;
using Matrix.Cli.CommandLine;
using Matrix.Cli.Comparing;
using Matrix.Cli.Development;
using Matrix.Cli.Dialects;
using Matrix.Cli.Doctor;
using Matrix.Cli.Down;
using Matrix.Cli.Explaining;
using Matrix.Cli.GitHub;
using Matrix.Cli.Mutating;
using Matrix.Cli.Planning;
using Matrix.Cli.Reports;
using Matrix.Cli.Running;
using Matrix.Harness;
using Matrix.Harness.Containers;
using Matrix.Harness.MySql;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Servers.Local;
using Matrix.Harness.Targets;
using Spectre.Console;

var handlers = new Handlers
{
    Run = RunAsync,
    Up = UpAsync,
    Seed = (options, token) => new SeedCommand(Repository.Here(), options, Console.Error).ExecuteAsync(token),
    Down = DownAsync,
    Plan = Plan,
    Doctor = DoctorAsync,
    Dialects = Dialects,
    Mutate = MutateAsync,
    Report = Report,
    Diff = options => new DiffCommand(options, AnsiConsole.Create(new AnsiConsoleSettings())).Execute(),
    Explain = Explain,
};
try
{
    return await MatrixCommand.InvokeAsync(args, handlers, Console.Out, Console.Error);
}
catch (MatrixException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return ExitCodes.Wrong;
}

static int Dialects(bool check)
{
    var command = new DialectsCommand(Repository.Here());
    Console.WriteLine(check ? command.Check() : command.Write());
    return ExitCodes.Green;
}

static int Plan(string backend, int shards, string format)
{
    Console.WriteLine(PlanCommand.Write(Repository.Here(), backend, shards, format));
    return ExitCodes.Green;
}

static async Task<int> DoctorAsync(CancellationToken cancellationToken)
{
    var repository = Repository.Here();
    var containers = new ContainerSource();
    var machine = await ThisMachine.LookAsync(repository, containers, cancellationToken);
    return await new DoctorCommand(
        TargetList.Read(repository.TargetsFile).All, machine, [new GivenSource(), containers, new LocalSource()], Environment.GetEnvironmentVariable, Console.Out).ExecuteAsync(cancellationToken);
}

static Task<int> MutateAsync(MutateOptions options, CancellationToken cancellationToken) =>
    new MutateCommand(Repository.Here(), options, Console.Out).ExecuteAsync(cancellationToken);

static Task<int> DownAsync(CancellationToken cancellationToken)
{
    var targets = TargetList.Read(Repository.Here().TargetsFile).All;
    var given = new GivenSource(targets, backend => backend switch { "postgres" => new PostgresDriver(), "mysql" => new MySqlDriver(), _ => null });
    var sources = new ServerSources(given, new ContainerSource());
    var development = new DevelopmentServers(Environment.GetEnvironmentVariable);
    return new DownCommand(RemoveAsync, Console.Out).ExecuteAsync(cancellationToken);

    async Task<IReadOnlyList<Leftover>> RemoveAsync(CancellationToken token) =>
        [.. await sources.RemoveLeftoversAsync(cancellationToken: token), .. await development.Sources.RemoveLeftoversAsync(development.Variable, token)];
}

static Task<int> UpAsync(string name, bool urlOnly, CancellationToken cancellationToken)
{
    var repository = Repository.Here();
    var target = TargetList.Read(repository.TargetsFile).One(name);
    return new UpCommand(new(Environment.GetEnvironmentVariable), target, DevelopmentServers.DatabaseOf(repository), urlOnly, Console.Out, Console.Error).ExecuteAsync(cancellationToken);
}

static int Report(ReportOptions options) =>
    new ReportCommand(Repository.Here(), options, AnsiConsole.Create(new AnsiConsoleSettings()), GitHubStep.Current).Execute();

static int Explain(ExplainOptions options) =>
    new ExplainCommand(Repository.Here(), options, AnsiConsole.Create(new AnsiConsoleSettings())).Execute();

static Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
{
    var repository = Repository.Here();
    var isCI = Environment.GetEnvironmentVariable("CI") is { } ci && (ci == "1" || ci.Equals("true", StringComparison.OrdinalIgnoreCase));
    return options.Watch
        ? new WatchCommand(repository, options.Backend, OnceAsync, Console.Out).ExecuteAsync(cancellationToken)
        : OnceAsync(cancellationToken);

    Task<int> OnceAsync(CancellationToken token) =>
        new RunCommand(repository, options, AnsiConsole.Create(new AnsiConsoleSettings()), isCI, GitHubStep.Current).ExecuteAsync(token);
}
