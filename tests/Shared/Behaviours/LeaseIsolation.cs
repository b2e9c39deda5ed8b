using Matrix.Harness.Leases;
using Matrix.Harness.Xunit;
using Matrix.Tests.Glue;
using Matrix.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Matrix.Tests.Behaviours;

/// <summary>What every other behaviour relies on. Each claim is made by several tests at once, in any order.</summary>
public sealed class LeaseIsolation(ShopContext shop, DatabaseLease lease)
{
    public static TheoryData<int> Times => [1, 2, 3, 4];

    [Theory, MemberData(nameof(Times))]
    public async Task What_one_test_writes_no_other_sees(int time)
    {
        Assert.Equal(0, await shop.Users.CountAsync());

        await shop.AddUserAsync($"test{time}@example.com");

        Assert.Equal([$"test{time}@example.com"], await shop.Users.Select(u => u.Email).ToListAsync());
    }

    [Theory, MemberData(nameof(Times)), OwnDatabase]
    public async Task What_one_test_commits_no_other_sees(int time)
    {
        Assert.Equal(0, await shop.Users.CountAsync());

        await shop.AddUserAsync($"test{time}@example.com");

        await using var second = await SqlSession.OpenAsync(lease.DataSource);
        Assert.Equal([$"test{time}@example.com"], await second.Column("SELECT email FROM users"));
    }

    [Theory, MemberData(nameof(Times))]
    public async Task Reference_data_survives_its_deletion(int time)
    {
        Assert.Equal(ReferenceData.Tenants.Select(t => t.Name), await shop.Tenants.OrderBy(t => t.Id).Select(t => t.Name).ToListAsync());
        Assert.Equal(ReferenceData.Roles.Count, await shop.Roles.CountAsync());

        await shop.Tenants.Where(t => t.Id != time).ExecuteDeleteAsync();
        await shop.Roles.ExecuteDeleteAsync();
    }

    [Theory, MemberData(nameof(Times)), OwnDatabase]
    public async Task Reference_data_survives_a_committed_deletion(int time)
    {
        Assert.Equal(ReferenceData.Tenants.Select(t => t.Name), await shop.Tenants.OrderBy(t => t.Id).Select(t => t.Name).ToListAsync());

        await shop.Roles.ExecuteDeleteAsync();
        await shop.Tenants.Where(t => t.Id != time).ExecuteUpdateAsync(set => set.SetProperty(t => t.Name, t => "Once " + t.Name));
    }

    [Theory, MemberData(nameof(Times)), OwnDatabase]
    public async Task Tables_that_a_test_creates_are_gone_after_it(int time)
    {
        await shop.Database.ExecuteSqlRawAsync("CREATE TABLE leftovers (id int NOT NULL)");
        await shop.Database.ExecuteSqlAsync($"INSERT INTO leftovers (id) VALUES ({time})");

        Assert.Equal([time], await shop.Database.SqlQueryRaw<int>("SELECT id AS \"Value\" FROM leftovers").ToListAsync());
    }

    [Fact, OwnDatabase]
    public async Task A_database_of_its_own_takes_commits_and_further_connections()
    {
        await using (var transaction = await shop.Database.BeginTransactionAsync())
        {
            await shop.AddUserAsync();
            await transaction.CommitAsync();
        }

        await using var second = await SqlSession.OpenAsync(lease.DataSource);
        await using var third = await SqlSession.OpenAsync(lease.DataSource);

        Assert.Single(await second.Column("SELECT id FROM users"));
        Assert.Equal(1, await third.Execute("DELETE FROM users"));
    }

    [Fact]
    public async Task A_rolled_back_lease_refuses_a_second_connection() =>
        await Assert.ThrowsAsync<LeaseLeakException>(async () => await lease.DataSource.OpenConnectionAsync());
}
