using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Stops a job: one that waits is over at once; one that runs is asked for what it has so far, which becomes its result.</summary>
public static class CancelJob
{
    /// <summary>Stops it; a job that is over stays as it is.</summary>
    /// <returns>The job as it stands then.</returns>
    /// <exception cref="MissingException">There is none of that id in the workspace.</exception>
    public static Task<Job> RunAsync(Store store, Caller caller, string workspace, string id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.WriteAsync(caller, workspace, Permission.View, async session =>
        {
            var job = await session.JobAsync(id, cancel).ConfigureAwait(false);
            session.Demand(JobKinds.Of(job.Kind).Permission, "jobs/" + id);
            var rows = session.Db.Jobs.Where(j => j.Workspace == session.Workspace.Id && j.Id == id);
            var (now, cancelled) = (session.Now, JobRows.Word(JobState.Cancelled));
            await rows.Where(j => j.State == "queued").ExecuteUpdateAsync(s => s.SetProperty(j => j.State, cancelled).SetProperty(j => j.Finished, now).SetProperty(j => j.Fence, j => j.Fence + 1), cancel).ConfigureAwait(false);
            await rows.Where(j => j.State == "running").ExecuteUpdateAsync(s => s.SetProperty(j => j.Cancelling, true), cancel).ConfigureAwait(false);
            return await session.JobAsync(id, cancel).ConfigureAwait(false);
        }, cancel);
    }
}
