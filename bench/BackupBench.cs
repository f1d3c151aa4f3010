using System.Globalization;
using System.Text;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Storing.Backups;

namespace Dais.Bench;

/// <summary>How long a backup of many signals takes, its verification and its restore on each engine, and how much memory they ask for.</summary>
/// <remarks>Beside them stands what SQLite itself takes to write a copy of its file. A restore loads, reads all of it again and compares, checks references and walks along the histories.</remarks>
internal static class BackupBench
{
    internal static int Run(string[] args)
    {
        var arguments = new Arguments(args, ["--requests", "--postgres", "--write"]);
        var table = RunAsync(arguments).GetAwaiter().GetResult();
        Console.WriteLine(table);
        if (arguments.Text("--write") is { } file) Compare.Write(file, "backups", table);
        return 0;
    }

    private static async Task<string> RunAsync(Arguments arguments)
    {
        var folder = Directory.CreateTempSubdirectory("dais-bench-").FullName;
        try
        {
            var (file, backup) = (new StoreAddress.File(Path.Combine(folder, "store.dais")), Path.Combine(folder, "backup"));
            await using (var store = await Store.OpenAsync(file, TimeProvider.System).ConfigureAwait(false)) await SignalsBench.LoadAsync(store, new SignalWorld(), folder, arguments.Number("--requests", 1_000_000)).ConfigureAwait(false);
            var rows = new List<(string What, double Seconds, long Memory)>();
            Manifest? manifest = null;
            var copy = await MeasureAsync(() => CopyAsync(file.Path, Path.Combine(folder, "copy"))).ConfigureAwait(false);
            await AddAsync("backup of SQLite", async () => manifest = await BackUpAsync(file, backup).ConfigureAwait(false)).ConfigureAwait(false);
            await AddAsync("verification", () => Task.FromResult(VerifyBackup.Run(backup))).ConfigureAwait(false);
            await AddAsync("restore into SQLite", () => RestoreStore.RunAsync(new(backup, new StoreAddress.File(Path.Combine(folder, "restored.dais"))), TimeProvider.System)).ConfigureAwait(false);
            if (arguments.Text("--postgres") is { } connection)
            {
                await AddAsync("restore into PostgreSQL", () => RestoreStore.RunAsync(new(backup, new StoreAddress.Postgres(connection)), TimeProvider.System)).ConfigureAwait(false);
                await AddAsync("backup of PostgreSQL", async () => Same(manifest!, await BackUpAsync(new StoreAddress.Postgres(connection), Path.Combine(folder, "other")).ConfigureAwait(false))).ConfigureAwait(false);
            }

            var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
                {manifest!.RowsOf("signals"):#,0} signals, {manifest.Rows:#,0} rows in all; the store's file has {new FileInfo(file.Path).Length / 1e6:#,0} MB, the backup {new FileInfo(backup).Length / 1e6:#,0} MB; a flush to the disk takes {SignalsBench.Flush(folder):0.00} ms; {SignalsBench.Load()}.

                | | seconds | ÷ SQLite's own copy of its file | most memory |
                |---|---|---|---|

                """));
            foreach (var (what, seconds, memory) in rows) text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {seconds:0.0} | {seconds / copy.Seconds:0.0} | {memory / 1e6:#,0} MB |");
            return text.ToString();

            async Task AddAsync<T>(string what, Func<Task<T>> work)
            {
                var (seconds, memory) = await MeasureAsync(work).ConfigureAwait(false);
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {seconds:0.0} s, {memory / 1e6:0} MB"));
                rows.Add((what, seconds, memory));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Manifest> BackUpAsync(StoreAddress from, string to)
    {
        await using var store = await Store.LookAsync(from, TimeProvider.System).ConfigureAwait(false);
        return await BackUpStore.RunAsync(store, Caller.Local, to).ConfigureAwait(false);
    }

    private static async Task<int> CopyAsync(string from, string to)
    {
        await using var store = await Store.OpenAsync(new StoreAddress.File(from), TimeProvider.System).ConfigureAwait(false);
        await using var connection = await store.Database.ConnectAsync(default).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = ($"VACUUM INTO '{to}'", 0);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static Manifest Same(Manifest one, Manifest other) => one.Digest == other.Digest ? other : throw new FormatException("The two engines do not give the same dump.");

    // The most memory since then is what Linux says of the process, after it was told to forget the most before.
    private static async Task<(double Seconds, long Memory)> MeasureAsync<T>(Func<Task<T>> work)
    {
        GC.Collect();
        await System.IO.File.WriteAllTextAsync("/proc/self/clear_refs", "5").ConfigureAwait(false);
        var began = TimeProvider.System.GetTimestamp();
        await work().ConfigureAwait(false);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var most = (await System.IO.File.ReadAllLinesAsync("/proc/self/status").ConfigureAwait(false)).First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return (seconds, long.Parse(most.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);
    }
}
