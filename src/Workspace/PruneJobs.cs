using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Removes jobs that are long over, with their results. Whoever runs the jobs of a store does it every hour.</summary>
public static class PruneJobs
{
    /// <summary>Removes what was over before that time, and of each workspace all but the newest that are over.</summary>
    /// <param name="store">The store.</param>
    /// <param name="keep">How long a job is kept after its end.</param>
    /// <param name="most">How many that are over a workspace keeps.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many were removed.</returns>
    public static Task<int> RunAsync(Store store, TimeSpan keep, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var before = Store.Stamp(store.Clock.GetUtcNow() - keep);
        return store.InAsync(writes: true, async (db, _, _) =>
        {
            var removed = await db.Jobs.Where(j => j.Finished != null && string.Compare(j.Finished, before) < 0).ExecuteDeleteAsync(cancel).ConfigureAwait(false);
            var crowded = await db.Jobs.Where(j => j.Finished != null).GroupBy(j => j.Workspace).Where(g => g.Count() > most).Select(g => g.Key).ToListAsync(cancel).ConfigureAwait(false);
            foreach (var workspace in crowded)
            {
                var oldest = await db.Jobs.Where(j => j.Workspace == workspace && j.Finished != null).OrderByDescending(j => j.Id).Skip(most).Select(j => j.Id).FirstAsync(cancel).ConfigureAwait(false);
                removed += await db.Jobs.Where(j => j.Workspace == workspace && j.Finished != null && string.Compare(j.Id, oldest) <= 0).ExecuteDeleteAsync(cancel).ConfigureAwait(false);
            }

            return removed;
        }, cancel);
    }
}
