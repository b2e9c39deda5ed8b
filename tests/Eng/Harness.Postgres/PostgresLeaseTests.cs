using Matrix.Tests.Eng.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Postgres;

/// <summary>One server for every class that needs one.</summary>
[CollectionDefinition]
public sealed class PostgresServers : ICollectionFixture<PostgresContractServer>;

[Collection<PostgresServers>]
public sealed class PostgresRolledBackLeaseTests(PostgresContractServer server) : RolledBackLeaseContract(server);

[Collection<PostgresServers>]
public sealed class PostgresOwnDatabaseTests(PostgresContractServer server) : OwnDatabaseContract(server);

[Collection<PostgresServers>]
public sealed class PostgresServedDatabaseTests(PostgresContractServer server) : ServedDatabaseContract(server);

[Collection<PostgresServers>]
public sealed class PostgresKeptObjectTests(PostgresContractServer server) : KeptObjectContract(server);

[Collection<PostgresServers>]
public sealed class PostgresParallelLeaseTests(PostgresContractServer server) : ParallelLeaseContract(server)
{
    protected override string LeaveOnSession => "SELECT pg_advisory_lock(7)";

    protected override string QuestionOfSession => "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()";
}
