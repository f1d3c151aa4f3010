using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>How it stands with one question: what was asked before with the same parameters, by whomever.</summary>
/// <param name="Answered">The newest job that has a result.</param>
/// <param name="Open">The newest job that waits or runs.</param>
/// <param name="Ended">The newest job that is over, with a result or without.</param>
/// <param name="Revision">The workspace's revision at the moment.</param>
public sealed record FoundJobs(Job? Answered, Job? Open, Job? Ended, long Revision)
{
    /// <summary>Whether the workspace has changed since the newest result was computed.</summary>
    public bool Stale => Answered is { Revision: { } on } && on < Revision;
}

/// <summary>Finds the newest jobs of one question, so that nobody computes again what is known.</summary>
public static class FindJobs
{
    /// <summary>Looks for them.</summary>
    /// <exception cref="InvalidException">There is no such kind, or it has no such parameters.</exception>
    public static Task<FoundJobs> RunAsync(Store store, Caller caller, string workspace, JobRequest request, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        return store.ReadAsync(caller, workspace, Permission.View, async session =>
        {
            var kind = JobKinds.Of(request.Kind);
            var (name, line) = (kind.Name, JobParameters.Of(kind, request.Parameters.Span).Line);
            var rows = session.Db.Jobs.AsNoTracking().Where(j => j.Workspace == session.Workspace.Id && j.Kind == name && j.Request == line).OrderByDescending(j => j.Id);
            Task<Job?> NewestAsync(IQueryable<JobRow> some) => some.Take(1).Seen().SingleOrDefaultAsync(cancel);
            var open = await NewestAsync(rows.Where(j => JobRows.Open.Contains(j.State))).ConfigureAwait(false);
            var ended = await NewestAsync(rows.Where(j => !JobRows.Open.Contains(j.State))).ConfigureAwait(false);
            var answered = ended is null or { HasResult: true } ? ended : await NewestAsync(rows.Where(j => j.Result != null)).ConfigureAwait(false);
            return new FoundJobs(answered, open, ended, session.Workspace.Revision);
        }, cancel);
    }
}
