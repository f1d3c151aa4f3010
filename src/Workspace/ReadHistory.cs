using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>A change set as people read it.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Action">What sort of change it was.</param>
/// <param name="Why">Why, where somebody said.</param>
/// <param name="Undoes">The revision that it takes back.</param>
/// <param name="UndoneBy">The revision that took it back.</param>
/// <param name="Things">How many things it changed.</param>
/// <param name="Changes">What it did to each; at most <see cref="ReadHistory.MostChanges"/> of them. Of what it changed in bulk only the signal whose history it is.</param>
public sealed record PastRevision(long Revision, string At, string By, string Action, string? Why, long? Undoes, long? UndoneBy, int Things, ImmutableArray<PastChange> Changes);

/// <summary>What a change set did to a thing.</summary>
/// <param name="Key">Which.</param>
/// <param name="Before">As it was; absent where it was new.</param>
/// <param name="After">As it became; absent where it was removed.</param>
public sealed record PastChange(ThingKey Key, JsonNode? Before, JsonNode? After)
{
    /// <summary>The fields that differ, in the order of the table.</summary>
    public ImmutableArray<string> Fields => Before is JsonObject was && After is JsonObject now ? Storing.Difference.Fields(was, now) : [];
}

/// <summary>Reads what happened to a workspace or a thing, newest first.</summary>
public static class ReadHistory
{
    /// <summary>The most changes shown of one change set.</summary>
    public const int MostChanges = 200;

    /// <summary>The most revisions of one answer.</summary>
    public const int MostRevisions = 200;

    /// <summary>The revisions before that one.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="of">The thing whose history it is; absent for the whole workspace.</param>
    /// <param name="before">Only revisions below this one; absent for the newest.</param>
    /// <param name="count">How many, at most <see cref="MostRevisions"/>.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="MissingException">Nothing of that key ever was.</exception>
    public static Task<ImmutableArray<PastRevision>> RunAsync(Store store, Caller caller, string workspace, ThingKey? of = null, long? before = null, int count = 50, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (count is < 1 or > MostRevisions) throw new InvalidException($"The count is {count}; allowed are 1 to {MostRevisions}.", "count");
        return store.ReadAsync(caller, workspace, Permission.View, async session =>
        {
            var below = before ?? long.MaxValue;
            var rows = session.Db.Revisions.AsNoTracking().Where(r => r.Workspace == workspace && r.Revision < below);
            if (of is { } key) rows = SignalKinds.Has(key.Kind) ? OfSignal(session, rows, key) : rows.Where(r => session.Db.Changes.Any(c => c.Workspace == workspace && c.Revision == r.Revision && c.Kind == key.Kind && c.Id == key.Id));
            var revisions = await rows.OrderByDescending(r => r.Revision).Take(count).ToListAsync(cancel).ConfigureAwait(false);
            if (of is { } missing && before is null && revisions.Count == 0) throw new MissingException(missing.ToString());
            var result = ImmutableArray.CreateBuilder<PastRevision>(revisions.Count);
            foreach (var row in revisions) result.Add(await PastAsync(session, row, of, cancel).ConfigureAwait(false));
            return result.ToImmutable();
        }, cancel);
    }

    // What a batch did to a signal is in the signal's own rows, and not in the list of changes.
    private static IQueryable<RevisionRow> OfSignal(Session session, IQueryable<RevisionRow> rows, ThingKey key)
    {
        var (kind, id) = (key.Kind, key.Id);
        return rows.Where(r => session.Db.Changes.Any(c => c.Workspace == r.Workspace && c.Revision == r.Revision && c.Kind == kind && c.Id == id)
            || session.Db.Signals.Any(s => s.Workspace == r.Workspace && s.Kind == kind && s.Id == id && s.Version == r.Revision)
            || session.Db.SignalHistory.Any(h => h.Workspace == r.Workspace && h.Kind == kind && h.Id == id && (h.Since == r.Revision || h.Until == r.Revision)));
    }

    private static async Task<PastRevision> PastAsync(Session session, RevisionRow row, ThingKey? of, CancellationToken cancel)
    {
        var changes = session.Db.Changes.AsNoTracking().Where(c => c.Workspace == row.Workspace && c.Revision == row.Revision);
        var batch = await session.Db.Batches.AsNoTracking().SingleOrDefaultAsync(b => b.Workspace == row.Workspace && b.Revision == row.Revision, cancel).ConfigureAwait(false);
        var things = await changes.CountAsync(cancel).ConfigureAwait(false) + (int)(batch is null ? 0 : batch.Added + batch.Changed + batch.Removed);
        if (of is { } key) changes = changes.Where(c => c.Kind == key.Kind && c.Id == key.Id);
        var shown = await changes.OrderBy(c => c.Kind).ThenBy(c => c.Id).Take(MostChanges).ToListAsync(cancel).ConfigureAwait(false);
        if (batch is not null && of is { } signal && SignalKinds.Has(signal.Kind)) shown.Add(await BatchedAsync(session, row, signal, cancel).ConfigureAwait(false));
        return new(row.Revision, row.At, row.ActorName, row.Action, row.Why, row.Undoes, row.UndoneBy, things, [.. shown.Select(c => Shown(session, c))]);
    }

    private static async Task<ChangeRow> BatchedAsync(Session session, RevisionRow row, ThingKey key, CancellationToken cancel)
    {
        var past = await session.Db.SignalHistory.AsNoTracking().Where(h => h.Workspace == row.Workspace && h.Kind == key.Kind && h.Id == key.Id && (h.Since == row.Revision || h.Until == row.Revision)).ToListAsync(cancel).ConfigureAwait(false);
        var now = await session.Db.Signals.AsNoTracking().SingleOrDefaultAsync(s => s.Workspace == row.Workspace && s.Kind == key.Kind && s.Id == key.Id && s.Version == row.Revision, cancel).ConfigureAwait(false);
        return new ChangeRow
        {
            Workspace = row.Workspace,
            Revision = row.Revision,
            Kind = key.Kind,
            Id = key.Id,
            Before = past.Find(h => h.Until == row.Revision)?.Json,
            After = now?.Json ?? past.Find(h => h.Since == row.Revision)?.Json,
        };
    }

    private static PastChange Shown(Session session, ChangeRow change)
    {
        return new(new(change.Kind, change.Id), See(change.Before), See(change.After));

        JsonNode? See(string? json) => json is null ? null : Parts.Node(json) is JsonObject thing && Kinds.Find(change.Kind) is { } kind ? Kept.Shown(session.Membership, kind, thing) : Parts.Node(json);
    }
}
