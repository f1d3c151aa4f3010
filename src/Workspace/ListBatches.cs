using System.Collections.Immutable;
using System.Text.Json;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>A revision that changed signals in bulk.</summary>
/// <param name="Revision">The revision, which is also its name.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Action">What it was: <c>import</c>, <c>undo</c>, <c>replace</c>.</param>
/// <param name="Mapping">The mapping; empty where there was none.</param>
/// <param name="Files">The files.</param>
/// <param name="Added">How many signals it added.</param>
/// <param name="Changed">How many it changed.</param>
/// <param name="Removed">How many it removed.</param>
/// <param name="Undoes">The batch that it took back.</param>
/// <param name="UndoneBy">The revision that took it back.</param>
/// <param name="Report">The import's report as JSON; empty where there is none.</param>
public sealed record Batch(long Revision, string At, string By, string Action, string Mapping, ImmutableArray<string> Files, long Added, long Changed, long Removed, long? Undoes, long? UndoneBy, string Report);

/// <summary>Lists the batches of a workspace, newest first.</summary>
public static class ListBatches
{
    /// <summary>Lists them.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="before">Only those before that revision.</param>
    /// <param name="most">How many.</param>
    /// <param name="cancel">Stops it.</param>
    public static Task<ImmutableArray<Batch>> RunAsync(Store store, Caller caller, string workspace, long? before = null, int most = 50, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadAsync(caller, workspace, Permission.View, async session =>
        {
            var rows = await session.Db.Batches.AsNoTracking().Where(b => b.Workspace == workspace && (before == null || b.Revision < before))
                .Join(session.Db.Revisions.AsNoTracking().Where(r => r.Workspace == workspace), b => b.Revision, r => r.Revision, (b, r) => new { Batch = b, Revision = r })
                .OrderByDescending(b => b.Batch.Revision).Take(Math.Clamp(most, 1, 500)).ToListAsync(cancel).ConfigureAwait(false);
            return rows.Select(r => new Batch(
                r.Batch.Revision,
                r.Revision.At,
                r.Revision.ActorName,
                r.Revision.Action,
                r.Batch.Mapping,
                JsonSerializer.Deserialize<ImmutableArray<string>>(r.Batch.Files),
                r.Batch.Added,
                r.Batch.Changed,
                r.Batch.Removed,
                r.Revision.Undoes,
                r.Revision.UndoneBy,
                r.Batch.Report)).ToImmutableArray();
        }, cancel);
    }
}
