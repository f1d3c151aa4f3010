using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Takes back what a batch did to the signals, as a change set of its own; that can be taken back in turn.</summary>
public static class UndoBatch
{
    /// <summary>Takes it back.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="batch">The batch's revision.</param>
    /// <param name="why">Why, for the history.</param>
    /// <param name="cancel">Stops it; nothing is changed then.</param>
    /// <returns>The workspace after it.</returns>
    /// <exception cref="MissingException">There is no such batch.</exception>
    /// <exception cref="ConflictException">Something of it was changed since, is used by others, or it is undone already.</exception>
    public static Task<WorkspaceState> RunAsync(Store store, Caller caller, string workspace, long batch, string? why = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.WriteAsync(caller, workspace, Permission.Edit, session => InAsync(session, batch, new Purpose(UndoChange.Action, why, batch), cancel), cancel);
    }

    /// <summary>The same inside a session.</summary>
    internal static async Task<WorkspaceState> InAsync(Session session, long batch, Purpose purpose, CancellationToken cancel)
    {
        var workspace = session.Workspace.Id;
        var (row, revision) = (
            await session.Db.Batches.AsNoTracking().SingleOrDefaultAsync(b => b.Workspace == workspace && b.Revision == batch, cancel).ConfigureAwait(false),
            await session.Db.Revisions.SingleOrDefaultAsync(r => r.Workspace == workspace && r.Revision == batch, cancel).ConfigureAwait(false));
        if (row is null || revision is null) throw new MissingException($"batches/{batch}");
        if (revision.UndoneBy is { } already) throw new ConflictException($"Revision {already} has undone the batch.", $"batches/{batch}", null, null);
        await UndoChange.DemandAsync(session, revision, cancel).ConfigureAwait(false);
        var undo = new SignalUndo(session, batch);
        await undo.DemandUntouchedAsync(cancel).ConfigureAwait(false);
        var written = await undo.RunAsync(cancel).ConfigureAwait(false);
        revision.UndoneBy = session.Workspace.Revision + 1;
        await session.Db.SaveChangesAsync(cancel).ConfigureAwait(false);
        var taken = new BatchRow
        {
            Workspace = workspace,
            Revision = session.Workspace.Revision + 1,
            Mapping = row.Mapping,
            Files = row.Files,
            Added = written.Added,
            Changed = written.Changed,
            Removed = written.Removed,
            Seal = row.Seal,
            Report = "",
        };
        return await session.ReviseAsync(purpose, await undo.OfModelAsync(cancel).ConfigureAwait(false), taken, cancel).ConfigureAwait(false);
    }
}
