using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Jobs;

/// <summary>From rows to what people see.</summary>
internal static class JobRows
{
    /// <summary>The states in which a job is still to be done.</summary>
    public static readonly string[] Open = ["queued", "running"];

    /// <summary>The word of a state in the store.</summary>
    public static string Word(JobState state) => state.ToString().ToLowerInvariant();

    /// <summary>The jobs, without their results.</summary>
    public static IQueryable<Job> Seen(this IQueryable<JobRow> rows) => rows.Select(r => new Job(r.Workspace, r.Id, r.Kind, Enum.Parse<JobState>(r.State, true))
    {
        Request = r.Request,
        AskedBy = r.AskedBy,
        AskedByName = r.AskedByName,
        Created = r.Created,
        Started = r.Started,
        Finished = r.Finished,
        Revision = r.Revision,
        Progress = r.Progress == null ? null : JobProgress.Read(r.Progress),
        Failure = r.Failure == null ? null : JobFailure.Read(r.Failure),
        Attempt = r.Attempt,
        Cancelling = r.Cancelling,
        HasResult = r.Result != null,
    });

    /// <summary>The job of that id in the session's workspace.</summary>
    /// <exception cref="MissingException">There is none.</exception>
    public static async Task<Job> JobAsync(this Session session, string id, CancellationToken cancel) =>
        await session.Db.Jobs.AsNoTracking().Where(j => j.Workspace == session.Workspace.Id && j.Id == id).Seen().SingleOrDefaultAsync(cancel).ConfigureAwait(false)
            ?? throw new MissingException("jobs/" + id);

    /// <summary>Who asked for it, as they may be today.</summary>
    public static Caller Asker(this JobRow row) => row.AskedBy == Caller.Local.Id ? Caller.Local : new Caller(row.AskedBy, row.AskedByName);
}
