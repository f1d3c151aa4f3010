using System.Globalization;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>Long work that somebody asks for.</summary>
/// <param name="Kind">What: one of <see cref="JobKinds.Names"/>.</param>
/// <param name="Parameters">One JSON object; empty for none. An analysis has the fields <c>policy</c>, <c>seconds</c>, <c>gap</c>, <c>work</c>, <c>seed</c> and its own.</param>
public sealed record JobRequest(string Kind, ReadOnlyMemory<byte> Parameters);

/// <summary>Queues a job; whoever runs the store's jobs takes it up.</summary>
public static class StartJob
{
    /// <summary>Queues it.</summary>
    /// <returns>The job, which waits.</returns>
    /// <exception cref="InvalidException">There is no such kind, or the parameters cannot be used on this workspace.</exception>
    /// <exception cref="BusyException">Too many jobs of the workspace wait already.</exception>
    public static async Task<Job> RunAsync(Store store, Caller caller, string workspace, JobRequest request, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        var (kind, parameters) = await store.ReadAsync(caller, workspace, Permission.View, session => ReadAsync(session, request, cancel), cancel).ConfigureAwait(false);
        var job = await store.WriteAsync(caller, workspace, kind.Permission, session => QueueAsync(session, kind, parameters, cancel), cancel).ConfigureAwait(false);
        store.Bell.Ring();
        return job;
    }

    // Apart from the writing, so that nobody waits for a large workspace to be read. It is read again when its turn comes.
    private static async Task<(JobKind Kind, JobParameters Parameters)> ReadAsync(Session session, JobRequest request, CancellationToken cancel)
    {
        var kind = JobKinds.Of(request.Kind);
        session.Demand(kind.Permission, "jobs");
        var parameters = JobParameters.Of(kind, request.Parameters.Span);
        kind.Prepare(JobRun.Readable(kind, await session.StateAsync(cancel).ConfigureAwait(false)), parameters);
        return (kind, parameters);
    }

    private static async Task<Job> QueueAsync(Session session, JobKind kind, JobParameters parameters, CancellationToken cancel)
    {
        var waiting = await session.Db.Jobs.CountAsync(j => j.Workspace == session.Workspace.Id && JobRows.Open.Contains(j.State), cancel).ConfigureAwait(false);
        if (waiting >= JobLimits.MostWaiting) throw new BusyException($"{waiting} jobs of this workspace wait or run already; at most {JobLimits.MostWaiting} may.", "Maybe cancel one, or try again when one is done.");
        var row = new JobRow
        {
            Workspace = session.Workspace.Id,
            Id = Guid.CreateVersion7(session.Store.Clock.GetUtcNow()).ToString("n", CultureInfo.InvariantCulture),
            Kind = kind.Name,
            State = JobRows.Word(JobState.Queued),
            Request = parameters.Line,
            AskedBy = session.Caller.Id,
            AskedByName = session.Caller.Name,
            Created = session.Now,
        };
        session.Db.Jobs.Add(row);
        await session.Db.SaveChangesAsync(cancel).ConfigureAwait(false);
        return await session.JobAsync(row.Id, cancel).ConfigureAwait(false);
    }
}
