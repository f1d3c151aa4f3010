using System.Diagnostics;
using Dais.Tests;
using Microsoft.Data.Sqlite;

namespace Dais.Workspace.Tests.Storing.Crashes;

/// <summary>A power cut at any moment leaves a store that opens, is whole, and has all that was answered.</summary>
/// <remarks>A kill cannot show that: what a killed program has written is there, synced or not. Here the unsynced is dropped, torn and mixed.</remarks>
public sealed class PowerCutLaws(ITestOutputHelper output)
{
    private static bool Long => Environment.GetEnvironmentVariable("DAIS_LONG") == "1";

    public static TheoryData<string> Names => [.. Scenario.All.Select(s => s.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task Whatever_a_power_cut_leaves_nothing_answered_is_lost_and_nothing_is_half(string name)
    {
        if (Strace.Missing is { } missing) Assert.Skip(missing);
        var scenario = Scenario.All.Single(s => s.Name == name);
        using var place = new BackupLaws.Place();
        await scenario.Prepare(place.Path);
        var disk = new Disk(place.Path);
        var (recording, victim) = await Recording.OfAsync(place.Path, scenario.In(place.Path));
        Assert.True(victim.Acknowledged.Contains("done"), string.Join('\n', victim.Said));
        var (random, images, began) = (new Random(11), 0, Stopwatch.GetTimestamp());
        await foreach (var (image, answered) in ImagesAsync(place.Path, disk, recording, random, Long ? 10_000 : 150))
        {
            images++;
            try
            {
                await scenario.CheckAsync(image.Folder, answered);
            }
            catch (Exception e)
            {
                Assert.Fail($"Image {images}, {answered} answered, {string.Join(", ", Directory.EnumerateFiles(image.Folder).Select(f => $"{Path.GetFileName(f)} {new FileInfo(f).Length}"))}: {e}");
            }
        }

        output.WriteLine($"{name}: {images} images of {recording.Deeds.Count} deeds in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        Assert.True(images >= 50, $"{images} images");
    }

    [Theory]
    [InlineData("FULL", false)]
    [InlineData("NORMAL", true)]
    public async Task The_test_can_tell_a_file_that_is_kept_well_from_one_that_is_not(string synchronous, bool loses)
    {
        if (Strace.Missing is { } missing) Assert.Skip(missing);
        using var place = new BackupLaws.Place();
        var disk = new Disk(place.Path);
        var (recording, _) = await Recording.OfAsync(place.Path, "raw", place["raw.db"], "60", synchronous);
        var (images, lost) = (0, 0);
        await foreach (var (image, answered) in ImagesAsync(place.Path, disk, recording, new Random(3), 150))
        {
            images++;
            var there = Rows(Path.Combine(image.Folder, "raw.db"));
            if (answered is > 0 and < long.MaxValue && there < answered) lost++;
        }

        output.WriteLine($"{synchronous}: {images} images, {lost} with something lost that was answered");
        Assert.Equal(loses, lost > 0);
    }

    private static async IAsyncEnumerable<(Image Image, long Answered)> ImagesAsync(string folder, Disk disk, Recording recording, Random random, int most)
    {
        var answered = 0L;
        for (var i = 0; i < recording.Deeds.Count; i++)
        {
            if (recording.Deeds[i].Ack is { } ack) answered = ack == "done" ? long.MaxValue : long.TryParse(ack, out var number) ? number : answered;
            disk.Do(recording.Deeds[i]);
            for (var cuts = ((i + 1) * most / recording.Deeds.Count) - (i * most / recording.Deeds.Count); cuts > 0; cuts--)
            {
                using var image = new Image(folder, disk.Cut(random));
                yield return (image, answered);
            }
        }

        await Task.CompletedTask;
    }

    private static long Rows(string path)
    {
        if (!File.Exists(path)) return 0;
        using var connection = new SqliteConnection("Pooling=false;Data Source=" + path);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
        command.CommandText = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'written'";
        if ((long)command.ExecuteScalar()! == 0) return 0;
        command.CommandText = "SELECT COUNT(*) FROM written";
        return (long)command.ExecuteScalar()!;
    }
}
