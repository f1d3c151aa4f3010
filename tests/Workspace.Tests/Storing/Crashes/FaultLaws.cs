using Dais.Tests;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Tests.Storing.Crashes;

/// <summary>A disk that is full, or that fails: a clear refusal, and nothing that was answered is lost.</summary>
public sealed class FaultLaws(ITestOutputHelper output)
{
    private static bool Long => Environment.GetEnvironmentVariable("DAIS_LONG") == "1";

    public static TheoryData<string, string, string> Faults => new(
        Scenario.All.SelectMany(s => new[] { (s.Name, "pwrite64", "ENOSPC"), (s.Name, "fsync", "EIO") }));

    [Theory, MemberData(nameof(Faults))]
    public async Task A_fault_of_the_disk_is_refused_in_words_and_loses_nothing(string name, string call, string error)
    {
        if (Strace.Missing is { } missing) Assert.Skip(missing);
        var scenario = Scenario.All.Single(s => s.Name == name);
        using var prepared = new BackupLaws.Place();
        await scenario.Prepare(prepared.Path);
        var count = await CountAsync(scenario, prepared.Path, call);
        var (refused, rounds) = (0, Long ? count : 2);
        for (var i = 0; i < rounds; i++)
        {
            using var place = KillLaws.Copy(prepared.Path);
            var first = 1 + (Long ? i : (2 * i + 1) * count / 4);
            await using var victim = await Victim.RunAsync(Victim.Worker, scenario.In(place.Path), Strace.Fail(call, error, first, first + 2));
            var done = victim.Acknowledged.Contains("done");
            var sentence = victim.Said.LastOrDefault(l => l.StartsWith("refused ", StringComparison.Ordinal));
            Assert.True(done || sentence is not null, $"{call} {first}: {string.Join('\n', victim.Said)}");
            if (sentence is not null) Assert.Contains("Maybe", sentence, StringComparison.Ordinal);
            if (sentence is not null) refused++;
            await scenario.CheckAsync(place.Path, done ? long.MaxValue : victim.Last);
            output.WriteLine($"{call} {first}: {sentence ?? "borne"}");
        }

        Assert.True(refused > 0 || name == "a migration", "nothing was refused");
    }

    [Fact]
    public async Task Changes_go_on_when_the_disk_has_room_again_and_stop_for_good_when_it_lost_something()
    {
        if (Strace.Missing is { } missing) Assert.Skip(missing);
        using var place = new BackupLaws.Place();
        await using var full = await Victim.RunAsync(Victim.Worker, ["write", place["full.dais"], "12"], Strace.Fail("pwrite64", "ENOSPC", 300, 304));
        Assert.Contains(full.Said, l => l.StartsWith("refused BusyException", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"{i}").Append("done"), full.Acknowledged);
        await using var broken = await Victim.RunAsync(Victim.Worker, ["write", place["broken.dais"], "40"], Strace.Fail("fsync", "EIO", 20, 20));
        Assert.Contains(broken.Said, l => l.StartsWith("refused StoreException The store's place fails", StringComparison.Ordinal));
        foreach (var asked in new[] { "write", "reach" }) Assert.Contains(broken.Said, l => l.StartsWith($"then refused {asked}: The store's place failed", StringComparison.Ordinal));
        await using var store = await Store.OpenAsync(new StoreAddress.File(place["broken.dais"]), TimeProvider.System);
        Assert.True((await store.ReadAsync(Dais.Workspace.People.Caller.Local, "w", Dais.Workspace.People.Permission.View, s => s.StateAsync())).Revision >= broken.Last);
    }

    private static async Task<int> CountAsync(Scenario scenario, string prepared, string call)
    {
        using var place = KillLaws.Copy(prepared);
        return (await Recording.OfAsync(place.Path, scenario.In(place.Path))).Recording.Count(call);
    }
}
