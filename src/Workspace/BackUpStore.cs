using System.Collections.Immutable;
using System.Data.Common;
using System.Reflection;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Storing.Backups;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Writes everything that a store holds into one file, which either engine can be restored from.</summary>
/// <remarks>
/// It sees one state of the store, and may run beside writers. Secrets go along as they lie in the store: as hashes,
/// or as texts that only the operator's key opens; that key does not.
/// </remarks>
public static class BackUpStore
{
    /// <summary>Writes the file.</summary>
    /// <param name="store">The store; one that is only looked at will do.</param>
    /// <param name="caller">Who: an administrator of the instance.</param>
    /// <param name="to">The file; nothing may have the name yet.</param>
    /// <param name="progress">Called with a line now and then.</param>
    /// <param name="cancel">Stops it; no file is left then.</param>
    /// <returns>What is in it.</returns>
    /// <exception cref="InvalidException">There is something of that name.</exception>
    public static async Task<Manifest> RunAsync(Store store, Caller caller, string to, Action<string>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentException.ThrowIfNullOrEmpty(to);
        var manifest = await store.InAsync(writes: false, async (db, connection, transaction) =>
        {
            await Instance.DemandAdministratorAsync(db, caller, "backups", cancel).ConfigureAwait(false);
            Manifest? written = null;
            await WholeFile.WriteAsync(to, async file => written = await WriteAsync(store, db, connection, transaction, file, progress, cancel).ConfigureAwait(false)).ConfigureAwait(false);
            return written!;
        }, cancel).ConfigureAwait(false);
        LastBackup.Note(store.Address, to, manifest);
        return manifest;
    }

    private static async Task<Manifest> WriteAsync(Store store, StoreContext db, DbConnection connection, DbTransaction transaction, Stream file, Action<string>? progress, CancellationToken cancel)
    {
        var database = store.Database;
        var schema = await Upgrade.DoneAsync(database, connection, transaction, store.Address.ToString()!, cancel).ConfigureAwait(false);
        var dumped = ImmutableArray.CreateBuilder<DumpedTable>();
        var tables = await database.TablesAsync(connection, transaction, cancel).ConfigureAwait(false);
        if (StoredTable.Foreign(tables, db) is { } foreign) throw new StoreException($"The database has a table that is not Dais's own: {foreign}. No restore would take it.", store.Address.ToString()!, "Maybe another program made it: give Dais a database of its own.");
        using var zip = BackupFile.Begin(file);
        foreach (var table in tables)
        {
            progress?.Invoke($"writing {table.Name}");
            var part = BackupFile.Add(zip, table);
            await using (part.ConfigureAwait(false)) dumped.Add(await LogicalDump.WriteAsync(database, connection, transaction, table, part, rows => progress?.Invoke($"writing {table.Name}, {rows:#,0} rows"), cancel).ConfigureAwait(false));
        }

        var manifest = new Manifest(
            Manifest.Current,
            Version,
            Store.Stamp(store.Clock.GetUtcNow()),
            database.Version(connection),
            [.. schema],
            dumped.ToImmutable(),
            LogicalDump.Digest(dumped),
            [.. await db.Workspaces.OrderBy(w => w.Id).Select(w => new KeptWorkspace(w.Id, w.Revision, w.Digest)).ToListAsync(cancel).ConfigureAwait(false)],
            await db.Audit.OrderByDescending(a => a.Seq).Select(a => new KeptAudit(a.Seq, a.Digest)).FirstOrDefaultAsync(cancel).ConfigureAwait(false));
        BackupFile.End(zip, manifest);
        return manifest;
    }

    private static string Version { get; } = typeof(BackUpStore).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
