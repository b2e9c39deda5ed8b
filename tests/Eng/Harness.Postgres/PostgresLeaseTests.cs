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
