using System.Collections.Immutable;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Which jobs, and how many at once.</summary>
public sealed record JobQuery
{
    /// <summary>The most that a page may have.</summary>
    public const int MostAtOnce = 100;

    /// <summary>Only of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Only in this state.</summary>
    public JobState? State { get; init; }

    /// <summary>Only what is older than the job of this id: the last one of the page before.</summary>
    public string? Before { get; init; }

    /// <summary>How many, 1 … 100.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>A page of jobs.</summary>
/// <param name="Jobs">The jobs, the newest first.</param>
/// <param name="More">The <see cref="JobQuery.Before"/> of the next page; absent where this is the last.</param>
/// <param name="Revision">The workspace's revision at the moment.</param>
public sealed record JobPage(ImmutableArray<Job> Jobs, string? More, long Revision);

/// <summary>Lists the jobs of a workspace, the newest first, without their results.</summary>
public static class ListJobs
{
    /// <summary>A page of them.</summary>
    /// <exception cref="InvalidException">There is no such kind, or the page is too large.</exception>
    public static Task<JobPage> RunAsync(Store store, Caller caller, string workspace, JobQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(query);
        return store.ReadAsync(caller, workspace, Permission.View, async session =>
        {
            if (query.Take is < 1 or > JobQuery.MostAtOnce) throw new InvalidException($"The page is to have {query.Take} jobs; allowed are 1 to {JobQuery.MostAtOnce}.", "take", "Maybe read several pages.");
            var rows = session.Db.Jobs.AsNoTracking().Where(j => j.Workspace == session.Workspace.Id);
            if (query.Kind is { } name && JobKinds.Of(name).Name is var kind) rows = rows.Where(j => j.Kind == kind);
            if (query.State is { } wanted && JobRows.Word(wanted) is var state) rows = rows.Where(j => j.State == state);
            if (query.Before is { } before) rows = rows.Where(j => string.Compare(j.Id, before) < 0);
            var jobs = await rows.OrderByDescending(j => j.Id).Take(query.Take + 1).Seen().ToListAsync(cancel).ConfigureAwait(false);
            var page = jobs.Take(query.Take).ToImmutableArray();
            return new JobPage(page, jobs.Count > query.Take ? page[^1].Id : null, session.Workspace.Revision);
        }, cancel);
    }
}
