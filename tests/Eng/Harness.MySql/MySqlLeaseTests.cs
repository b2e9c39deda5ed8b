using Matrix.Tests.Eng.Leases;
using Xunit;

namespace Matrix.Tests.Eng.Harness.MySql;

/// <summary>One server for every class that needs one.</summary>
[CollectionDefinition]
public sealed class MySqlServers : ICollectionFixture<MySqlContractServer>;

[CollectionDefinition]
public sealed class MariaDbServers : ICollectionFixture<MariaDbContractServer>;

[Collection<MySqlServers>]
public sealed class MySqlRolledBackLeaseTests(MySqlContractServer server) : RolledBackLeaseContract(server);

[Collection<MySqlServers>]
public sealed class MySqlOwnDatabaseTests(MySqlContractServer server) : OwnDatabaseContract(server);

[Collection<MariaDbServers>]
public sealed class MariaDbRolledBackLeaseTests(MariaDbContractServer server) : RolledBackLeaseContract(server);

[Collection<MariaDbServers>]
public sealed class MariaDbOwnDatabaseTests(MariaDbContractServer server) : OwnDatabaseContract(server);

[Collection<MySqlServers>]
public sealed class MySqlServedDatabaseTests(MySqlContractServer server) : ServedDatabaseContract(server);

[Collection<MariaDbServers>]
public sealed class MariaDbServedDatabaseTests(MariaDbContractServer server) : ServedDatabaseContract(server);

[Collection<MySqlServers>]
public sealed class MySqlKeptObjectTests(MySqlContractServer server) : KeptObjectContract(server);

[Collection<MariaDbServers>]
public sealed class MariaDbKeptObjectTests(MariaDbContractServer server) : KeptObjectContract(server);

public abstract class MySqlParallelLeaseContract(MySqlContractServer server) : ParallelLeaseContract(server)
{
    protected override string LeaveOnSession => "SET @x = 1";

    protected override string QuestionOfSession => "SELECT @x IS NULL";
}

[Collection<MySqlServers>]
public sealed class MySqlParallelLeaseTests(MySqlContractServer server) : MySqlParallelLeaseContract(server);

[Collection<MariaDbServers>]
public sealed class MariaDbParallelLeaseTests(MariaDbContractServer server) : MySqlParallelLeaseContract(server);
