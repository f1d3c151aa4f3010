using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Takes a change set back, by one that does the opposite; nothing is ever erased from the history.</summary>
public static class UndoChange
{
    /// <summary>The word for it in the history.</summary>
    internal const string Action = "undo";

    /// <summary>Takes it back.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="revision">Which; absent for the caller's own last one.</param>
    /// <param name="cancel">Stops it; nothing is changed then.</param>
    /// <returns>The revision that was taken back, and the state after it.</returns>
    /// <exception cref="ConflictException">What it changed was changed again since.</exception>
    /// <exception cref="ForbiddenException">It is a commit or a closing, which not everybody who edits may make or turn.</exception>
    /// <exception cref="InvalidException">There is nothing to take back.</exception>
    public static Task<(long Undone, WorkspaceState State)> RunAsync(Store store, Caller caller, string workspace, long? revision = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.WriteAsync(caller, workspace, Permission.Edit, async session =>
        {
            var row = revision is { } named
                ? await session.Db.Revisions.SingleOrDefaultAsync(r => r.Workspace == workspace && r.Revision == named, cancel).ConfigureAwait(false) ?? throw new MissingException($"revisions/{named}")
                : await LastAsync(session, cancel).ConfigureAwait(false) ?? throw new InvalidException("There is nothing of yours to take back.", "revisions", "Maybe name the revision: the history shows them all.");
            return (row.Revision, await TakeBackAsync(session, row, Action, cancel).ConfigureAwait(false));
        }, cancel);
    }

    /// <summary>Does the opposite of a revision.</summary>
    internal static async Task<WorkspaceState> TakeBackAsync(Session session, RevisionRow row, string action, CancellationToken cancel)
    {
        if (row.UndoneBy is { } by) throw new InvalidException($"Revision {row.Revision} was taken back already, by revision {by}.", $"revisions/{row.Revision}", "Maybe redo is meant.");
        await DemandAsync(session, row, cancel).ConfigureAwait(false);
        if (row.Revision == 1) throw new InvalidException("The first revision made the workspace, and is not taken back.", "revisions/1", "Maybe an owner removes the workspace.");
        if (await session.Db.Batches.AnyAsync(b => b.Workspace == row.Workspace && b.Revision == row.Revision, cancel).ConfigureAwait(false)) return await UndoBatch.InAsync(session, row.Revision, new Purpose(action, row.Why, row.Revision), cancel).ConfigureAwait(false);
        var changes = await session.Db.Changes.AsNoTracking().Where(c => c.Workspace == row.Workspace && c.Revision == row.Revision).ToListAsync(cancel).ConfigureAwait(false);
        var before = await session.StateAsync(cancel).ConfigureAwait(false);
        before = await session.BesideAsync(before, changes.Select(c => new ThingKey(c.Kind, c.Id)), cancel).ConfigureAwait(false);
        foreach (var change in changes) DemandUnchanged(change, before);
        var after = await session.ReviseAsync(new Purpose(action, row.Why, row.Revision), [.. changes.Select(c => new Edit(new(c.Kind, c.Id), c.Before) { Position = c.PositionBefore })], cancel).ConfigureAwait(false);
        if (after.Revision == before.Revision) throw new InvalidException($"All that revision {row.Revision} changed is as it was before it already.", $"revisions/{row.Revision}", "Maybe somebody has taken it back by hand.");
        var named = await session.BesideAsync(after, changes.SelectMany(c => SignalFacts.Named(c.Kind, c.Id, c.Before)), cancel).ConfigureAwait(false);
        EditCheck.Together([.. changes.Select(c => new ThingKey(c.Kind, c.Id))], named);
        await session.Db.Revisions.Where(r => r.Workspace == row.Workspace && r.Revision == row.Revision).ExecuteUpdateAsync(s => s.SetProperty(r => r.UndoneBy, after.Revision), cancel).ConfigureAwait(false);
        return after;
    }

    /// <summary>Demands what it took to make the change that the revision made, took back or made so again: whoever may not do it may not turn it either.</summary>
    /// <exception cref="ForbiddenException">The caller may not.</exception>
    internal static async Task DemandAsync(Session session, RevisionRow row, CancellationToken cancel)
    {
        var made = row;
        while (made.Undoes is { } turned && (made.Action is Action or RedoChange.Action))
            made = await session.Db.Revisions.AsNoTracking().SingleAsync(r => r.Workspace == row.Workspace && r.Revision == turned, cancel).ConfigureAwait(false);
        if (made.Action is CommitPlan.Action or CloseQuarter.Action) session.Demand(Permission.Commit, $"revisions/{row.Revision}");
    }

    private static Task<RevisionRow?> LastAsync(Session session, CancellationToken cancel) =>
        session.Db.Revisions.AsNoTracking().Where(r => r.Workspace == session.Workspace.Id && r.Actor == session.Caller.Id && r.Action != Action && r.UndoneBy == null && r.Revision > 1)
            .OrderByDescending(r => r.Revision).FirstOrDefaultAsync(cancel);

    private static void DemandUnchanged(ChangeRow change, WorkspaceState now)
    {
        var there = now.Things.GetValueOrDefault(new(change.Kind, change.Id));
        if (there?.Json == change.After) return;
        throw new ConflictException(
            there is null ? "It was removed since." : $"It was changed again since, by revision {there.Version}.",
            $"{change.Kind}/{change.Id}",
            change.After is null ? null : new(change.Revision, change.After),
            there is null ? null : new(there.Version, there.Json));
    }
}
