using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Storing.Backups;
using Dais.Workspace.Storing.Checking;

namespace Dais.Workspace;

/// <summary>A restore that is wanted.</summary>
/// <param name="From">The backup.</param>
/// <param name="To">The place; it has to be empty.</param>
public sealed record RestoreRequest(string From, StoreAddress To)
{
    /// <summary>Whether a backup is taken whose histories do not hold.</summary>
    public bool BrokenToo { get; init; }
}

/// <summary>Makes a store out of a backup, on either engine: all of it, or nothing.</summary>
/// <remarks>
/// The whole file is verified before anything is written. A file is made under another name, which it keeps until
/// everything is checked and on the disk; in PostgreSQL everything is one transaction, histories are checked before it
/// is kept, and a backup of an earlier schema is brought up to date in a file beside first. Whoever has the host needs nobody's leave.
/// </remarks>
public static class RestoreStore
{
    /// <summary>Restores.</summary>
    /// <returns>What was restored.</returns>
    /// <exception cref="InvalidException">The backup is damaged, or the place is not empty.</exception>
    /// <exception cref="StoreException">A later version made the backup, or the place cannot be written.</exception>
    public static async Task<Manifest> RunAsync(RestoreRequest request, TimeProvider clock, Action<string>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var backup = BackupFile.Open(request.From);
        backup.Verify(progress, cancel);
        await (request.To switch
        {
            StoreAddress.File file => IntoFileAsync(backup, request, file, clock, progress, cancel),
            StoreAddress.Postgres postgres when backup.Manifest.Schema.Length < Upgrade.Scripts => LiftedAsync(request, postgres, clock, progress, cancel),
            StoreAddress.Postgres postgres => IntoPostgresAsync(backup, request, postgres, clock, progress, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        }).ConfigureAwait(false);
        return backup.Manifest;
    }

    private static async Task IntoFileAsync(BackupFile backup, RestoreRequest request, StoreAddress.File to, TimeProvider clock, Action<string>? progress, CancellationToken cancel)
    {
        var full = Path.GetFullPath(to.Path);
        DemandNothing(full, to.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using var place = FileLock.Take(full);
        DemandNothing(full, to.Path);
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, "." + Path.GetFileName(full) + ".restoring");
        Clear(temporary);
        try
        {
            var database = SqliteDatabase.Open(temporary, make: true);
            await using (var store = Store.On(database, to, clock)) await FillAsync(database, store, backup, request, progress, cancel).ConfigureAwait(false);
            if (new FileInfo(temporary + "-wal") is { Exists: true, Length: > 0 }) throw new StoreException("The new store could not be brought to the disk. Nothing of it is left.", to.Path, "Maybe the disk is full or fails: dais doctor looks at it.");
            WholeFile.Sync(temporary);
            WholeFile.Name(temporary, full, to.Path);
        }
        finally
        {
            Clear(temporary);
        }
    }

    // What a later script makes of the rows cannot be looked at in the transaction that brings them to PostgreSQL. So an
    // older backup is first made a store in a file beside, brought up to date and checked there; what is then loaded has
    // this version's schema, and is checked like any other before it is kept.
    private static async Task LiftedAsync(RestoreRequest request, StoreAddress.Postgres to, TimeProvider clock, Action<string>? progress, CancellationToken cancel)
    {
        await DemandFitAsync(to, clock, cancel).ConfigureAwait(false);
        var folder = Directory.CreateTempSubdirectory("dais-restore-").FullName;
        try
        {
            var (file, lifted) = (new StoreAddress.File(Path.Combine(folder, "older.dais")), Path.Combine(folder, "lifted.backup"));
            progress?.Invoke("bringing the backup up to date");
            await RunAsync(request with { To = file }, clock, progress, cancel).ConfigureAwait(false);
            await using (var store = await Store.OpenAsync(file, clock, make: false, cancel).ConfigureAwait(false)) await BackUpStore.RunAsync(store, Caller.Local, lifted, progress, cancel).ConfigureAwait(false);
            await RunAsync(request with { From = lifted }, clock, progress, cancel).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task IntoPostgresAsync(BackupFile backup, RestoreRequest request, StoreAddress.Postgres to, TimeProvider clock, Action<string>? progress, CancellationToken cancel)
    {
        await DemandFitAsync(to, clock, cancel).ConfigureAwait(false);
        var database = await PostgresDatabase.OpenAsync(to.Connection, cancel).ConfigureAwait(false);
        await using var store = Store.On(database, to, clock);
        await FillAsync(database, store, backup, request, progress, cancel).ConfigureAwait(false);
    }

    // Empty, with tables of Dais or none: those that a script is still missing come with the restore.
    private static async Task DemandFitAsync(StoreAddress.Postgres to, TimeProvider clock, CancellationToken cancel)
    {
        var database = await PostgresDatabase.OpenAsync(to.Connection, cancel).ConfigureAwait(false);
        await using var store = Store.On(database, to, clock);
        await store.InAsync(writes: false, async (_, connection, transaction) =>
        {
            var tables = await database.TablesAsync(connection, transaction, cancel).ConfigureAwait(false);
            await Loading.DemandEmptyAsync(database, connection, transaction, tables, to.ToString(), cancel).ConfigureAwait(false);
            if (!tables.IsEmpty) await Upgrade.DoneAsync(database, connection, transaction, to.ToString(), cancel).ConfigureAwait(false);
            return true;
        }, cancel).ConfigureAwait(false);
    }

    // The backup's own schema first, so that its rows fit; what is newer comes behind them.
    private static async Task FillAsync(Database database, Store store, BackupFile backup, RestoreRequest request, Action<string>? progress, CancellationToken cancel)
    {
        var where = request.To.ToString()!;
        var known = Upgrade.Names(database);
        if (backup.Manifest.Schema.FirstOrDefault(s => !known.Contains(s)) is { } later) throw Upgrade.Later(later, request.From);
        Upgrade.Run(database, where, backup.Manifest.Schema);
        await store.InAsync(writes: true, async (db, connection, transaction) =>
        {
            await new Loading(database, connection, transaction, backup, where).RunAsync(db, request.BrokenToo, progress, cancel).ConfigureAwait(false);
            return true;
        }, cancel).ConfigureAwait(false);
        if (backup.Manifest.Schema.Length == known.Count) return;
        Upgrade.Run(database, where);
        var broken = await store.InAsync(writes: false, (db, connection, transaction) => HistoryCheck.RunAsync(db, connection, transaction, cancel), cancel).ConfigureAwait(false);
        if (!request.BrokenToo && broken.FirstOrDefault() is { } chain) throw new InvalidException($"A history in the backup does not hold. {chain}", where, "Maybe somebody changed the store by hand before it was taken; --broken-history restores it nevertheless.");
    }

    private static void DemandNothing(string full, string path)
    {
        foreach (var name in new[] { full, full + "-wal", full + "-shm", full + "-journal" })
        {
            if (File.Exists(name) || Directory.Exists(name)) throw new InvalidException($"The place is not empty: there is {Path.GetFileName(name)}. Nothing was written.", path, "Maybe another name or folder is meant: a restore never touches what is there.");
        }
    }

    private static void Clear(string temporary)
    {
        foreach (var ending in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(temporary + ending);
        File.Delete(FileLock.Beside(temporary));
    }
}
