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
using Matrix.Cli.Summaries;
using Matrix.Cli.Writing;
using Matrix.Harness.Containers;
using Matrix.Harness.MySql;
using Matrix.Harness.Postgres;
using Matrix.Harness.Servers;
using Matrix.Harness.Servers.Keeping;
using Matrix.Harness.Servers.Local;
using Matrix.Harness.Targets;
using Matrix.Harness.Text;
using Spectre.Console;

// Whatever becomes of standard output, results are written.
var output = new LastingWriter(Console.Out);
Console.SetOut(output);
Console.SetError(new LastingWriter(Console.Error));
// What holds words of others goes through this one. Spectre's console has pages for it.
var plain = TextWriter.Synchronized(new PlainWriter(Console.Out));
var plainError = TextWriter.Synchronized(new PlainWriter(Console.Error));

var handlers = new Handlers
{
    Run = RunAsync,
    Up = UpAsync,
    Seed = (options, token) => new SeedCommand(Repository.Here(), options, plainError).ExecuteAsync(token),
    Down = DownAsync,
    Plan = Plan,
    Doctor = DoctorAsync,
    Dialects = Dialects,
    Mutate = MutateAsync,
    Report = ReportAsync,
    Diff = options => new DiffCommand(options, AnsiConsole.Create(new AnsiConsoleSettings())).Execute(),
    Explain = Explain,
};
var exitCode = await Boundary.RunAsync("matrix", () => MatrixCommand.InvokeAsync(args, handlers, plain, plainError), plainError, () => Repository.Here().Artifacts);
return Boundary.WithOutput(exitCode, output, plainError);

int Dialects(bool check)
{
    var command = new DialectsCommand(Repository.Here());
    plain.WriteLine(check ? command.Check() : command.Write());
    return ExitCodes.Green;
}

int Plan(string backend, int shards, string format)
{
    plain.WriteLine(PlanCommand.Write(Repository.Here(), backend, shards, format));
    return ExitCodes.Green;
}

async Task<int> DoctorAsync(CancellationToken cancellationToken)
{
    var repository = Repository.Here();
    var containers = new ContainerSource();
    var machine = await ThisMachine.LookAsync(repository, containers, cancellationToken);
    return await new DoctorCommand(
        TargetList.Read(repository.TargetsFile).All, machine, [new GivenSource(), containers, new LocalSource()], Environment.GetEnvironmentVariable, plain).ExecuteAsync(cancellationToken);
}

Task<int> MutateAsync(MutateOptions options, CancellationToken cancellationToken) =>
    new MutateCommand(Repository.Here(), options, plain).ExecuteAsync(cancellationToken);

Task<int> DownAsync(CancellationToken cancellationToken)
{
    var targets = TargetList.Read(Repository.Here().TargetsFile).All;
    var given = new GivenSource(targets, backend => backend switch { "postgres" => new PostgresDriver(), "mysql" => new MySqlDriver(), _ => null });
    var sources = new ServerSources(given, new ContainerSource());
    var development = new DevelopmentServers(Environment.GetEnvironmentVariable);
    return new DownCommand(RemoveAsync, plain).ExecuteAsync(cancellationToken);

    async Task<IReadOnlyList<Leftover>> RemoveAsync(CancellationToken token) =>
        [.. await sources.RemoveLeftoversAsync(cancellationToken: token), .. await development.Sources.RemoveLeftoversAsync(development.Variable, token)];
}

Task<int> UpAsync(string name, bool urlOnly, CancellationToken cancellationToken)
{
    var repository = Repository.Here();
    var target = TargetList.Read(repository.TargetsFile).One(name);
    return new UpCommand(new(Environment.GetEnvironmentVariable), target, DevelopmentServers.DatabaseOf(repository), urlOnly, plain, plainError).ExecuteAsync(cancellationToken);
}

static Task<int> ReportAsync(ReportOptions options, CancellationToken cancellationToken) =>
    new ReportCommand(Repository.Here(), options, Screen.Open(options.Output.Color), GitHubStep.Current).ExecuteAsync(cancellationToken);

static int Explain(ExplainOptions options) =>
    new ExplainCommand(Repository.Here(), options, AnsiConsole.Create(new AnsiConsoleSettings())).Execute();

Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
{
    var repository = Repository.Here();
    var isCI = Environment.GetEnvironmentVariable("CI") is { } ci && (ci == "1" || ci.Equals("true", StringComparison.OrdinalIgnoreCase));
    var console = Screen.Open(options.Output.Color);
    return options.Watch
        ? new WatchCommand(repository, options.Backend, OnceAsync, console).ExecuteAsync(cancellationToken)
        : OnceAsync(cancellationToken);

    Task<int> OnceAsync(CancellationToken token) =>
        new RunCommand(repository, options, console, isCI, GitHubStep.Current).ExecuteAsync(token);
}
