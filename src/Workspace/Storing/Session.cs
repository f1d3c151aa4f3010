using System.Data.Common;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Storing;

/// <summary>One caller at one workspace inside one transaction: what an operation works with.</summary>
internal sealed class Session
{
    internal Session(Store store, StoreContext db, DbConnection connection, DbTransaction transaction, Caller caller, WorkspaceRow workspace, Membership membership)
    {
        (Store, Db, Connection, Transaction, Caller, Workspace, Membership) = (store, db, connection, transaction, caller, workspace, membership);
    }

    public Store Store { get; }

    /// <summary>The tables.</summary>
    public StoreContext Db { get; }

    /// <summary>The connection under it, for what is too large for a query builder.</summary>
    public DbConnection Connection { get; }

    /// <summary>The transaction that everything of the session is in.</summary>
    public DbTransaction Transaction { get; }

    public Caller Caller { get; }

    public WorkspaceRow Workspace { get; }

    public Membership Membership { get; }

    /// <summary>The moment, as the store writes it.</summary>
    public string Now => Store.Stamp(Store.Clock.GetUtcNow());

    /// <summary>The state that this session makes; it counts once the transaction is committed.</summary>
    internal WorkspaceState? Next { get; set; }

    /// <summary>The workspace's things at its newest revision that this transaction sees.</summary>
    public async Task<WorkspaceState> StateAsync(CancellationToken cancel = default)
    {
        if (Next is not null) return Next;
        if (Store.Remembered(Workspace) is { } known && known.Revision <= Workspace.Revision && Workspace.Revision - known.Revision < 50)
        {
            if (known.Revision == Workspace.Revision) return known;
            return Store.Remember(Workspace, await CaughtUpAsync(known, cancel).ConfigureAwait(false));
        }

        return Store.Remember(Workspace, await LoadAsync(SignalKinds.MostInMemory, cancel).ConfigureAwait(false));
    }

    /// <summary>The same with all signals, however many: for who writes out the whole workspace.</summary>
    public async Task<WorkspaceState> WholeAsync(CancellationToken cancel = default) =>
        await StateAsync(cancel).ConfigureAwait(false) is { Beside.IsEmpty: true } whole ? whole : await LoadAsync(long.MaxValue, cancel).ConfigureAwait(false);

    /// <summary>The things out of the tables, with the lists of signals that are no more than that together.</summary>
    internal async Task<WorkspaceState> LoadAsync(long mostSignals, CancellationToken cancel)
    {
        var rows = await Db.Items.AsNoTracking().Where(r => r.Workspace == Workspace.Id).ToListAsync(cancel).ConfigureAwait(false);
        var things = rows.ConvertAll(r => KeyValuePair.Create(new ThingKey(r.Kind, r.Id), new Item(r.Version, r.Position, r.Json)));
        var (counts, beside) = (await this.CountAsync(cancel).ConfigureAwait(false), new Dictionary<string, long>());
        foreach (var kind in SignalKinds.All)
        {
            if (!counts.TryGetValue(kind, out var count)) continue;
            mostSignals -= count;
            if (mostSignals < 0) beside[kind] = count;
            else await foreach (var signal in this.ListAsync(kind, cancel).ConfigureAwait(false)) things.Add(KeyValuePair.Create(signal.Key, signal.Item));
        }

        return WorkspaceState.Of(Workspace.Id, Workspace.Revision, things, beside);
    }

    /// <summary>Demands one more permission in the course of the operation.</summary>
    public void Demand(Permission permission, string where = "")
    {
        if (!Membership.Allows(permission)) throw Store.Forbidden(permission, where);
    }

    private async Task<WorkspaceState> CaughtUpAsync(WorkspaceState known, CancellationToken cancel)
    {
        if (await Db.Batches.AnyAsync(b => b.Workspace == Workspace.Id && b.Revision > known.Revision, cancel).ConfigureAwait(false)) return await LoadAsync(SignalKinds.MostInMemory, cancel).ConfigureAwait(false);
        var changes = await Db.Changes.AsNoTracking().Where(c => c.Workspace == Workspace.Id && c.Revision > known.Revision).OrderBy(c => c.Revision).ToListAsync(cancel).ConfigureAwait(false);
        return changes.GroupBy(c => c.Revision).Aggregate(known, (state, revision) => state.After(revision.Key, revision.Select(AsItem))).At(Workspace.Revision);
    }

    private static KeyValuePair<ThingKey, Item?> AsItem(ChangeRow change) =>
        KeyValuePair.Create(new ThingKey(change.Kind, change.Id), change.After is null ? null : new Item(change.Revision, change.PositionAfter!.Value, change.After));
}
