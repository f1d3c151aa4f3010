using System.Diagnostics;
using System.Globalization;

namespace Dais.Workspace.Storing.Checking;

/// <summary>Whether the place of a store's file serves: who may read it, how much room it has, how soon the disk says that it has something.</summary>
internal static class PlaceCheck
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const int Rounds = 21;
    private static readonly string[] Files = ["", "-wal", "-shm"];

    public static IEnumerable<Examined> Run(StoreAddress.File store)
    {
        var full = Path.GetFullPath(store.Path);
        var folder = Path.GetDirectoryName(full)!;
        if (!File.Exists(full)) yield break;
        yield return Rights(full);
        yield return InUse(full);
        yield return Room(full, folder);
        yield return Latency(folder);
    }

    private static Examined Rights(string full)
    {
        if (OperatingSystem.IsWindows()) return new("rights", Health.Good, "As Windows has them.");
        var open = new List<string>();
        foreach (var path in Files.Select(e => full + e).Where(File.Exists))
        {
            if ((File.GetUnixFileMode(path) & Others) != UnixFileMode.None) open.Add(Path.GetFileName(path));
        }

        return open.Count == 0
            ? new("rights", Health.Good, "The store's files are for their owner alone.")
            : new("rights", Health.Warning, $"Others on this machine may read or write {string.Join(", ", open)}.", $"Maybe: chmod 600 {full}*");
    }

    private static Examined InUse(string full)
    {
        try
        {
            if (!File.Exists(FileLock.Beside(full))) return new("use", Health.Good, "No process has the store.");
            using var free = FileLock.Take(full);
            return new("use", Health.Good, "No process has the store.");
        }
        catch (StoreException)
        {
            return new("use", Health.Good, "A process has the store, and serves it.");
        }
        catch (UnauthorizedAccessException)
        {
            return new("use", Health.Wrong, "You may not write beside the store.", "Maybe run it as the user that the store belongs to.");
        }
    }

    private static Examined Room(string full, string folder)
    {
        var (free, size) = (new DriveInfo(folder).AvailableFreeSpace, Files.Select(e => full + e).Where(File.Exists).Sum(p => new FileInfo(p).Length));
        var says = $"The store has {Megabytes(size)}, and the disk {Megabytes(free)} free.";
        return free < Math.Max(200_000_000, size)
            ? new("disk", Health.Warning, says, "Maybe make room: a restore needs as much again as the store has, and a full disk refuses changes.")
            : new("disk", Health.Good, says);
    }

    // Every change waits for the disk once, so that this is the least that a change takes.
    private static Examined Latency(string folder)
    {
        var path = Path.Combine(folder, $".dais-{Path.GetRandomFileName()}.tmp");
        try
        {
            using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            var times = new List<double>();
            for (var i = 0; i < Rounds; i++)
            {
                file.Write(new byte[4096]);
                var began = Stopwatch.GetTimestamp();
                file.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            times.Sort();
            var median = times[Rounds / 2];
            var says = string.Create(CultureInfo.InvariantCulture, $"It takes {median:0.00} ms (median of {Rounds}) until the disk says that it has something.");
            return median > 30
                ? new("fsync", Health.Warning, says + " Every change waits for it.", "Maybe another disk is faster: a local one, with a cache that survives a power cut.")
                : new("fsync", Health.Good, says);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("fsync", Health.Wrong, $"Nothing can be written beside the store: {e.Message}", "Maybe the disk is full, or you run as another user than the store belongs to.");
        }
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:#,0.#} MB");
}
