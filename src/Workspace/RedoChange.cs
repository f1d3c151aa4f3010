using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Makes so again what the caller took back last, as long as they changed nothing else since.</summary>
public static class RedoChange
{
    /// <summary>The word for it in the history.</summary>
    internal const string Action = "redo";

    /// <summary>Makes it so again.</summary>
    /// <returns>The revision that was taken back, and the state after it.</returns>
    /// <exception cref="ForbiddenException">It is a commit or a closing, which not everybody who edits may make.</exception>
    /// <exception cref="InvalidException">There is nothing to make so again.</exception>
    /// <exception cref="ConflictException">It was changed by others since.</exception>
    public static Task<(long Redone, WorkspaceState State)> RunAsync(Store store, Caller caller, string workspace, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.WriteAsync(caller, workspace, Permission.Edit, async session =>
        {
            var mine = session.Db.Revisions.AsNoTracking().Where(r => r.Workspace == workspace && r.Actor == caller.Id);
            var last = await mine.Where(r => r.Action == UndoChange.Action && r.UndoneBy == null).OrderByDescending(r => r.Revision).FirstOrDefaultAsync(cancel).ConfigureAwait(false);
            var edited = last is not null && await mine.AnyAsync(r => r.Revision > last.Revision && r.Action != UndoChange.Action && r.Action != Action, cancel).ConfigureAwait(false);
            if (last is null || edited) throw new InvalidException("There is nothing to make so again.", "revisions", edited ? "Maybe undo the later change first." : "Maybe nothing was taken back.");
            return (last.Undoes!.Value, await UndoChange.TakeBackAsync(session, last, Action, cancel).ConfigureAwait(false));
        }, cancel);
    }
}
