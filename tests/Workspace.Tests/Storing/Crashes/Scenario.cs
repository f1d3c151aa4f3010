using System.Globalization;
using System.Text;
using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Tests.Storing.Crashes;

/// <summary>Something that a program does to the files of a folder, what has to be there before, and what may be there after a crash.</summary>
/// <param name="Name">What.</param>
/// <param name="Words">What the program is told; <c>FOLDER</c> is the folder.</param>
internal sealed record Scenario(string Name, params string[] Words)
{
    private const string StoreName = "store.dais";

    private static readonly string Requests = "key,title\n" + string.Concat(Enumerable.Range(0, 300).Select(i => string.Create(CultureInfo.InvariantCulture, $"K-{i},Wish number {i} of somebody\n")));

    private const string Mapping = "mapping: m\nfiles: { requests: { name: requests.csv } }\nmake:\n  - { list: requests, from: requests, fields: { id: \"{key}\", title: \"{title}\", source: { of: t }, sourceId: \"{key}\" } }\n";

    /// <summary>Everything that makes or changes a store's files.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("a new store", "open", $"FOLDER/{StoreName}"),
        new("a migration", "open", $"FOLDER/{StoreName}") { Prepare = OldAsync, Whole = (store, ack) => CountAsync(store, "SELECT COUNT(*) FROM people", 40) },
        new("a conversion", "convert", "FOLDER/model.json", $"FOLDER/{StoreName}") { Prepare = ModelAsync, Whole = ConvertedAsync },
        new("an import", "import", "FOLDER/requests.csv", "FOLDER/map.yaml", $"FOLDER/{StoreName}") { Prepare = ImportedAsync, Whole = (store, ack) => AllOrNothingAsync(store, ack, 300) },
        new("changes", "write", $"FOLDER/{StoreName}", "20") { Whole = AcknowledgedAsync },
        new("a backup", "backup", $"FOLDER/{StoreName}", "FOLDER/backup") { Prepare = FilledAsync, Extra = BackupAsync },
        new("a restore", "restore", "FOLDER/backup", $"FOLDER/{StoreName}") { Prepare = BackedUpAsync, Whole = (store, ack) => DigestAsync(store), MayBeAbsent = ack => ack == 0 },
    ];

    /// <summary>Puts there what has to be there before.</summary>
    public Func<string, Task> Prepare { get; init; } = _ => Task.CompletedTask;

    /// <summary>Whether what the store holds is what it may hold after so many answers.</summary>
    public Func<Store, long, Task> Whole { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>What else has to hold of the folder.</summary>
    public Func<string, long, Task> Extra { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Whether there may be no store after so many answers.</summary>
    public Func<long, bool> MayBeAbsent { get; init; } = ack => ack == 0;

    /// <summary>What the program is told about that folder.</summary>
    public string[] In(string folder) => [.. Words.Select(w => w.Replace("FOLDER", folder, StringComparison.Ordinal))];

    /// <summary>Demands of a folder after a crash: the store opens, is whole in itself, its chains hold, and nothing that was answered is lost.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="acknowledged">The last number that was answered, or more than any where all was done.</param>
    public async Task CheckAsync(string folder, long acknowledged)
    {
        var file = Path.Combine(folder, StoreName);
        if (!File.Exists(file))
        {
            Assert.True(MayBeAbsent(acknowledged), "The store is gone.");
        }
        else
        {
            await using var store = await Store.OpenAsync(new StoreAddress.File(file), TimeProvider.System, make: false);
            Assert.Empty(await store.InAsync(writes: false, (_, connection, transaction) => store.Database.DamageAsync(connection, transaction, default)));
            Assert.Empty(await BackupLaws.BrokenAsync(store));
            await Whole(store, acknowledged);
        }

        await Extra(folder, acknowledged);
    }

    private static async Task OldAsync(string folder)
    {
        var database = SqliteDatabase.Open(Path.Combine(folder, StoreName), make: true);
        Upgrade.Run(database, "old", [Upgrade.Names(database)[0]]);
        await using var store = Store.On(database, new StoreAddress.File(Path.Combine(folder, StoreName)), TimeProvider.System);
        await store.InAsync(writes: true, (db, _, _) =>
        {
            for (var i = 0; i < 40; i++) db.People.Add(new() { Id = "p" + i, Name = "P", State = "active", Created = "2030" });
            return Task.FromResult(0);
        });
    }

    private static Task ModelAsync(string folder) => File.WriteAllTextAsync(Path.Combine(folder, "model.json"), Worlds.Example);

    private static Task<int> ConvertedAsync(Store store, long acknowledged) => store.InAsync(writes: false, async (db, _, _) =>
    {
        if (acknowledged == 0 && !await db.Workspaces.AnyAsync()) return 0;
        var state = await store.ReadAsync(Caller.Local, "meridian", Permission.View, session => session.StateAsync());
        Assert.Equal(StoreTests.Example().Text, state.Opened!.Document!.Text);
        return 0;
    });

    private static async Task ImportedAsync(string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "requests.csv"), Requests);
        await File.WriteAllTextAsync(Path.Combine(folder, "map.yaml"), Mapping);
        await using var store = await Store.OpenAsync(new StoreAddress.File(Path.Combine(folder, StoreName)), TimeProvider.System);
        await CreateWorkspace.RunAsync(store, Caller.Local, new("w", "W") { Document = StoreTests.Read(Worlds.With()) });
    }

    private static Task<int> AllOrNothingAsync(Store store, long acknowledged, int all) => store.InAsync(writes: false, async (db, _, _) =>
    {
        var (revision, count) = ((await db.Workspaces.SingleAsync()).Revision, await db.Signals.CountAsync());
        Assert.True((revision, count) == (2, all) || (acknowledged == 0 && (revision, count) == (1, 0)), $"revision {revision}, {count} signals");
        return 0;
    });

    private static Task<int> AcknowledgedAsync(Store store, long acknowledged) => store.InAsync(writes: false, async (db, _, _) =>
    {
        var revision = await db.Workspaces.Select(w => w.Revision).SingleOrDefaultAsync();
        Assert.True(acknowledged == long.MaxValue ? revision == 20 : revision >= acknowledged, $"Revision {revision} is there, and {acknowledged} was answered.");
        return 0;
    });

    private static async Task FilledAsync(string folder)
    {
        await using var store = await Store.OpenAsync(new StoreAddress.File(Path.Combine(folder, StoreName)), TimeProvider.System);
        await FilledStores.FillAsync(store, 5);
    }

    private static async Task BackupAsync(string folder, long acknowledged)
    {
        var backup = Path.Combine(folder, "backup");
        if (acknowledged == 0 && !File.Exists(backup)) return;
        await using var store = await Store.OpenAsync(new StoreAddress.File(Path.Combine(folder, StoreName)), TimeProvider.System);
        Assert.Equal(await BackupLaws.DigestAsync(store), VerifyBackup.Run(backup).Digest);
    }

    private static async Task BackedUpAsync(string folder)
    {
        await FilledAsync(folder);
        await using (var store = await Store.LookAsync(new StoreAddress.File(Path.Combine(folder, StoreName)), TimeProvider.System)) await BackUpStore.RunAsync(store, Caller.Local, Path.Combine(folder, "backup"));
        foreach (var path in Directory.EnumerateFiles(folder).Where(p => Path.GetFileName(p) != "backup")) File.Delete(path);
    }

    private static async Task DigestAsync(Store store)
    {
        var backup = Path.Combine(Path.GetDirectoryName(((StoreAddress.File)store.Address).Path)!, "backup");
        Assert.Equal(VerifyBackup.Run(backup).Digest, await BackupLaws.DigestAsync(store));
    }

    private static Task<int> CountAsync(Store store, string sql, long expected) => store.InAsync(writes: false, async (_, connection, transaction) =>
    {
        Assert.Equal(expected, (await connection.RowsAsync(transaction, sql, r => r.GetInt64(0), default))[0]);
        return 0;
    });
}
