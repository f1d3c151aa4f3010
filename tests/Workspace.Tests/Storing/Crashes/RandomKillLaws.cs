using System.Diagnostics;
using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Tests.Storing.Crashes;

/// <summary>A program or a server that is killed at any moment while it writes loses nothing that was answered, on both engines.</summary>
public sealed class RandomKillLaws(ITestOutputHelper output)
{
    private static bool Long => Environment.GetEnvironmentVariable("DAIS_LONG") == "1";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_program_killed_again_and_again_while_it_writes_loses_nothing_it_was_answered(DatabaseEngine engine)
    {
        using var place = new BackupLaws.Place();
        var address = TestStore.New(engine, place["store.dais"]);
        var (random, last) = (new Random(5), 0L);
        for (var kill = 0; kill < (Long ? 100 : 6); kill++)
        {
            await using var victim = Victim.Start(Victim.Worker, ["write", Spelt(address), "1000000"]);
            await victim.UntilAsync(random.Next(1, 30), TimeSpan.FromSeconds(60));
            await Task.Delay(random.Next(0, 20));
            await victim.KillAsync();
            Assert.True(victim.Last > last, string.Join('\n', victim.Said));
            last = await CheckAsync(address, victim.Last);
        }

        output.WriteLine($"{engine}: {last} revisions");
    }

    [Fact]
    public async Task A_server_killed_while_a_program_writes_loses_nothing_and_the_program_goes_on()
    {
        if (PostgresServer.Missing is { } missing) Assert.Skip(missing);
        var server = PostgresServer.Start(syncs: true);
        var address = new StoreAddress.Postgres(server.NewDatabase());
        var (random, last) = (new Random(6), 0L);
        await using var victim = Victim.Start(Victim.Worker, ["write", address.Connection, "1000000"]);
        for (var kill = 0; kill < (Long ? 20 : 3); kill++)
        {
            await victim.UntilAsync(victim.Acknowledged.Length + random.Next(5, 30), TimeSpan.FromSeconds(60));
            await server.KillAsync();
            var answered = victim.Last;
            server.Resume();
            var began = Stopwatch.GetTimestamp();
            last = await CheckAsync(address, answered);
            Assert.True(last >= answered);
            await victim.UntilAsync(victim.Acknowledged.Length + 3, TimeSpan.FromSeconds(30));
            output.WriteLine($"kill {kill}: {answered} answered, {last} there, going on after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        }

        await victim.KillAsync();
        Assert.DoesNotContain(victim.Said, l => l.StartsWith("error", StringComparison.Ordinal));
        Assert.Contains(victim.Said, l => l.StartsWith("refused BusyException", StringComparison.Ordinal));
        await CheckAsync(address, victim.Last);
        server.End();
    }

    private static string Spelt(StoreAddress address) => address is StoreAddress.Postgres postgres ? postgres.Connection : ((StoreAddress.File)address).Path;

    private static async Task<long> CheckAsync(StoreAddress address, long answered)
    {
        // Who looks is another program: it has no connection to the server that was killed.
        Npgsql.NpgsqlConnection.ClearAllPools();
        await using var store = await Store.OpenAsync(address, TimeProvider.System);
        Assert.Empty(await store.InAsync(writes: false, (_, connection, transaction) => store.Database.DamageAsync(connection, transaction, default)));
        Assert.Empty(await BackupLaws.BrokenAsync(store));
        var revision = (await store.ReadAsync(Caller.Local, "w", Permission.View, session => session.StateAsync())).Revision;
        Assert.True(revision >= answered, $"Revision {revision} is there, and {answered} was answered.");
        return revision;
    }
}
