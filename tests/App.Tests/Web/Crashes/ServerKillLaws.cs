using Dais.Tests;

namespace Dais.App.Tests.Web.Crashes;

/// <summary>
/// The server is killed at any moment while several clients write over HTTP, and started again on what it left: nothing
/// that was answered is lost, and what is sent again with its key is done once and answered the same.
/// </summary>
public sealed class ServerKillLaws(ITestOutputHelper output)
{
    [Fact]
    public Task A_server_on_a_file_killed_again_and_again_loses_nothing_that_was_answered_and_does_nothing_twice() =>
        new KillCampaign(output).KillServerAsync(DatabaseEngine.Sqlite);
}

/// <summary>The same on PostgreSQL, beside the other: starting servers is most of the time.</summary>
public sealed class ServerKillOnPostgresLaws(ITestOutputHelper output)
{
    [Fact]
    public Task A_server_on_PostgreSQL_killed_again_and_again_loses_nothing_that_was_answered_and_does_nothing_twice() =>
        new KillCampaign(output).KillServerAsync(DatabaseEngine.Postgres);

    [Fact]
    public async Task A_database_killed_under_the_server_loses_nothing_that_was_answered_and_the_server_goes_on()
    {
        if (PostgresServer.Missing is { } missing) Assert.Skip(missing);
        await new KillCampaign(output).KillDatabaseAsync();
    }
}
