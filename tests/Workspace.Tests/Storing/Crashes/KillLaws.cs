using System.Diagnostics;
using Dais.Tests;

namespace Dais.Workspace.Tests.Storing.Crashes;

/// <summary>A program that is killed at any write leaves a store that opens, is whole, and has all that was answered.</summary>
public sealed class KillLaws(ITestOutputHelper output)
{
    private static bool Long => Environment.GetEnvironmentVariable("DAIS_LONG") == "1";

    public static TheoryData<string> Names => [.. Scenario.All.Select(s => s.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task Killed_at_any_write_nothing_answered_is_lost_and_nothing_is_half(string name)
    {
        if (Strace.Missing is { } missing) Assert.Skip(missing);
        var scenario = Scenario.All.Single(s => s.Name == name);
        using var prepared = new BackupLaws.Place();
        await scenario.Prepare(prepared.Path);
        var recording = await RecordAsync(scenario, prepared.Path);
        var (began, seen, killed) = (Stopwatch.GetTimestamp(), await SeenAsync(scenario, prepared.Path, recording), 0);
        var between = Stopwatch.GetElapsedTime(began);
        foreach (var (call, time) in Times(recording.Recording))
        {
            using var place = Copy(prepared.Path);
            await using var victim = await Victim.RunAsync(Victim.Worker, scenario.In(place.Path), Strace.KillAt(call, time));
            var done = victim.Acknowledged.Contains("done");
            if (!done) killed++;
            await scenario.CheckAsync(place.Path, done ? long.MaxValue : victim.Last);
            if (killed == 1 || Long) await AgainAsync(scenario, place.Path, done);
        }

        output.WriteLine($"{name}: {seen} states between writes in {between.TotalSeconds:0.0} s, {killed} kills, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s in all");
        Assert.True(killed > 3, $"{killed} kills");
    }

    private static async Task<(Recording Recording, string Folder)> RecordAsync(Scenario scenario, string prepared)
    {
        using var place = Copy(prepared);
        var (recording, victim) = await Recording.OfAsync(place.Path, scenario.In(place.Path));
        Assert.True(victim.Acknowledged.Contains("done"), string.Join('\n', victim.Said));
        await scenario.CheckAsync(place.Path, long.MaxValue);
        return (recording, place.Path);
    }

    // Every state that a kill can leave, rebuilt from the recording: one between any two writes.
    private static async Task<int> SeenAsync(Scenario scenario, string prepared, (Recording Recording, string Folder) recorded)
    {
        Directory.CreateDirectory(recorded.Folder);
        foreach (var path in Directory.EnumerateFiles(prepared)) File.Copy(path, Path.Combine(recorded.Folder, Path.GetFileName(path)));
        var disk = new Disk(recorded.Folder);
        Directory.Delete(recorded.Folder, recursive: true);
        var (answered, seen) = (0L, 0);
        foreach (var deed in recorded.Recording.Deeds)
        {
            if (deed.Ack is { } ack) answered = ack == "done" ? long.MaxValue : long.TryParse(ack, out var number) ? number : answered;
            disk.Do(deed);
            if (deed.Call is "fsync" or "write") continue;
            seen++;
            using var image = new Image(recorded.Folder, disk.Seen);
            await scenario.CheckAsync(image.Folder, answered);
        }

        return seen;
    }

    private static IEnumerable<(string Call, int Time)> Times(Recording recording)
    {
        foreach (var (call, most) in new[] { ("pwrite64", 3), ("fsync", 1), ("unlink", 1), ("rename", 1), ("ftruncate", 1) })
        {
            var count = recording.Count(call);
            for (var i = 0; i < (Long ? count : Math.Min(most, count)); i++) yield return (call, 1 + (Long ? i : i * count / Math.Min(most, count)));
        }
    }

    // Whoever comes next can do it to its end.
    private static async Task AgainAsync(Scenario scenario, string folder, bool done)
    {
        if (done || File.Exists(Path.Combine(folder, "backup")) == (scenario.Name == "a backup")) return;
        if (scenario.Name == "a restore" && File.Exists(Path.Combine(folder, "store.dais"))) return;
        await using var again = await Victim.RunAsync(Victim.Worker, scenario.In(folder));
        Assert.True(again.Acknowledged.Contains("done"), string.Join('\n', again.Said));
    }

    internal static BackupLaws.Place Copy(string from)
    {
        var place = new BackupLaws.Place();
        foreach (var path in Directory.EnumerateFiles(from)) File.Copy(path, place[Path.GetFileName(path)]);
        return place;
    }
}

/// <summary>The files of a disk, laid out in a folder of their own.</summary>
internal sealed class Image : IDisposable
{
    public Image(string was, IEnumerable<(string Path, byte[] Bytes)> files)
    {
        foreach (var (path, bytes) in files.Where(f => !f.Path.EndsWith("-shm", StringComparison.Ordinal))) File.WriteAllBytes(path.Replace(was, Folder, StringComparison.Ordinal), bytes);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("dais-image-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
