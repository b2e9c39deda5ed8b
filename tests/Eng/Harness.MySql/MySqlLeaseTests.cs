using Matrix.Tests.Eng.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.MySql;

public sealed class MySqlRolledBackLeaseTests(MySqlContractServer server) : RolledBackLeaseContract(server), IClassFixture<MySqlContractServer>;

public sealed class MySqlOwnDatabaseTests(MySqlContractServer server) : OwnDatabaseContract(server), IClassFixture<MySqlContractServer>;

public sealed class MariaDbRolledBackLeaseTests(MariaDbContractServer server) : RolledBackLeaseContract(server), IClassFixture<MariaDbContractServer>;

public sealed class MariaDbOwnDatabaseTests(MariaDbContractServer server) : OwnDatabaseContract(server), IClassFixture<MariaDbContractServer>;
