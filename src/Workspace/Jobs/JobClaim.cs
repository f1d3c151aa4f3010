using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Jobs;

/// <summary>A job that this process has taken up, and all that it may write of it.</summary>
/// <remarks>
/// Each claim counts the fence up, and every write is made where the fence is still the claim's own. So however often a
/// job is handed out by mistake (a process that was thought dead, a clock that stood still), one result is kept, once.
/// </remarks>
internal sealed class JobClaim
{
    private JobClaim(Store store, JobRow row) => (Store, Row) = (store, row);

    /// <summary>The store that the job is in.</summary>
    public Store Store { get; }

    /// <summary>The job as it was claimed.</summary>
    public JobRow Row { get; }

    /// <summary>Takes the job up.</summary>
    /// <returns>The claim; nothing where the job is over, is to stop, has been given up, or somebody was faster.</returns>
    public static Task<JobClaim?> TakeAsync(Store store, string workspace, string id, string runner, CancellationToken cancel) => store.InAsync(writes: true, async (db, _, _) =>
    {
        var row = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Workspace == workspace && j.Id == id, cancel).ConfigureAwait(false);
        if (row is null || !JobRows.Open.Contains(row.State)) return null;
        var now = Store.Stamp(store.Clock.GetUtcNow());
        var fence = row.Fence;
        var mine = db.Jobs.Where(j => j.Workspace == workspace && j.Id == id && j.Fence == fence && JobRows.Open.Contains(j.State));
        if (row.Cancelling || row.Attempt >= JobLimits.MostAttempts)
        {
            var (state, failure) = row.Cancelling ? ("cancelled", null) : ("failed", GivenUp(row).Line());
            await mine.ExecuteUpdateAsync(s => s.SetProperty(j => j.State, state).SetProperty(j => j.Failure, failure).SetProperty(j => j.Finished, now).SetProperty(j => j.Fence, fence + 1), cancel).ConfigureAwait(false);
            return null;
        }

        (row.State, row.Fence, row.Attempt, row.Started, row.Runner) = ("running", row.Fence + 1, row.Attempt + 1, now, runner);
        var taken = await mine.ExecuteUpdateAsync(s => s
            .SetProperty(j => j.State, row.State).SetProperty(j => j.Fence, row.Fence).SetProperty(j => j.Attempt, row.Attempt)
            .SetProperty(j => j.Started, now).SetProperty(j => j.Runner, runner).SetProperty(j => j.Progress, (string?)null), cancel).ConfigureAwait(false);
        return taken == 1 ? new JobClaim(store, row) : null;
    }, cancel);

    /// <summary>Says which revision is read.</summary>
    public Task<bool> ReadsAsync(long revision, CancellationToken cancel) => WriteAsync(mine => mine.ExecuteUpdateAsync(s => s.SetProperty(j => j.Revision, revision), cancel), cancel);

    /// <summary>Says how it stands.</summary>
    /// <returns>Whether the job is still this claim's.</returns>
    public Task<bool> StandsAsync(JobProgress progress, CancellationToken cancel)
    {
        var line = progress.Line();
        return WriteAsync(mine => mine.ExecuteUpdateAsync(s => s.SetProperty(j => j.Progress, line), cancel), cancel);
    }

    /// <summary>Whether the job is still this claim's, and whether somebody wants it to stop.</summary>
    public Task<(bool Mine, bool Cancelling)> LookAsync(CancellationToken cancel) => Store.InAsync(writes: false, async (db, _, _) =>
        await Mine(db).Select(j => new { j.Cancelling }).SingleOrDefaultAsync(cancel).ConfigureAwait(false) is { } row ? (true, row.Cancelling) : (false, false), cancel);

    /// <summary>Ends it with a result.</summary>
    /// <returns>Whether the result is kept: not where another process has the job by now.</returns>
    public Task<bool> EndAsync(JobState state, string? result, CancellationToken cancel) => EndAsync(state, result, null, cancel);

    /// <summary>Ends it without a result.</summary>
    public Task<bool> FailAsync(JobFailure failure, CancellationToken cancel) => EndAsync(JobState.Failed, null, failure.Line(), cancel);

    /// <summary>Puts it back into the queue, as if it had never been taken up: this process ends in good order.</summary>
    public Task<bool> PutBackAsync(CancellationToken cancel) => WriteAsync(mine => mine.ExecuteUpdateAsync(s => s
        .SetProperty(j => j.State, "queued").SetProperty(j => j.Attempt, Row.Attempt - 1).SetProperty(j => j.Fence, Row.Fence + 1)
        .SetProperty(j => j.Started, (string?)null).SetProperty(j => j.Runner, (string?)null).SetProperty(j => j.Progress, (string?)null), cancel), cancel);

    private Task<bool> EndAsync(JobState state, string? result, string? failure, CancellationToken cancel)
    {
        var (word, now) = (JobRows.Word(state), Store.Stamp(Store.Clock.GetUtcNow()));
        return WriteAsync(mine => mine.ExecuteUpdateAsync(s => s
            .SetProperty(j => j.State, word).SetProperty(j => j.Result, result).SetProperty(j => j.Failure, failure)
            .SetProperty(j => j.Finished, now).SetProperty(j => j.Cancelling, false), cancel), cancel);
    }

    private Task<bool> WriteAsync(Func<IQueryable<JobRow>, Task<int>> write, CancellationToken cancel) =>
        Store.InAsync(writes: true, async (db, _, _) => await write(Mine(db)).ConfigureAwait(false) == 1, cancel);

    private IQueryable<JobRow> Mine(StoreContext db) =>
        db.Jobs.AsNoTracking().Where(j => j.Workspace == Row.Workspace && j.Id == Row.Id && j.Fence == Row.Fence && j.State == "running");

    private static JobFailure GivenUp(JobRow row) =>
        new($"The process that worked on it died {row.Attempt} times; it is not tried again.", "jobs/" + row.Id, "Maybe the machine ran out of memory: a smaller limit of time or a larger machine helps.");
}
