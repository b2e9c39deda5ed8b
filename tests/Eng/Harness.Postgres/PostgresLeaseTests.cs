using Matrix.Tests.Eng.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Postgres;

public sealed class PostgresRolledBackLeaseTests(PostgresContractServer server) : RolledBackLeaseContract(server), IClassFixture<PostgresContractServer>;

public sealed class PostgresOwnDatabaseTests(PostgresContractServer server) : OwnDatabaseContract(server), IClassFixture<PostgresContractServer>;
