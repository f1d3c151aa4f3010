using System.Text;
using Dais.Engine.Planning;
using Dais.Workspace.People;
using Dais.Workspace.Solving;
using Dais.Workspace.Storing;
using Microsoft.Extensions.Logging;

namespace Dais.Workspace.Jobs;

/// <summary>Does one job from its claim to its end: reads the workspace, works, says how it stands, keeps the result.</summary>
/// <param name="store">The store.</param>
/// <param name="solver">How a solver's process is started.</param>
/// <param name="limits">How much it may take.</param>
/// <param name="runner">What this process is called.</param>
/// <param name="log">Takes a line where a job begins and ends.</param>
internal sealed class JobRun(Store store, SolverLaunch solver, JobLimits limits, string runner, ILogger log)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <summary>Takes the job up and does it.</summary>
    /// <param name="workspace">Its workspace.</param>
    /// <param name="id">Its id.</param>
    /// <param name="closing">The process ends: the job goes back into the queue.</param>
    public async Task RunAsync(string workspace, string id, CancellationToken closing)
    {
        if (await PatientlyAsync(() => JobClaim.TakeAsync(store, workspace, id, runner, closing), closing).ConfigureAwait(false) is not { } claim) return;
        log.Begins(id, workspace, claim.Row.Kind, claim.Row.Attempt);
        using var stop = new CancellationTokenSource();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(closing);
        using var over = new CancellationTokenSource();
        var begun = store.Clock.GetTimestamp();
        Progress? said = null;
        var tools = new JobTools(claim, solver, limits.Grace, p => Volatile.Write(ref said, p));
        using var ending = lost.Token.Register(tools.End);
        var beating = BeatAsync(claim, () => Volatile.Read(ref said) is { } p ? JobProgress.Of(store.Clock.GetElapsedTime(begun).TotalSeconds, p) : null, stop, lost, over.Token);
        var (result, failure) = await WorkAsync(claim, tools, stop.Token, closing).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await beating.ConfigureAwait(false);
        var kept = await EndAsync(claim, result, failure, stop.IsCancellationRequested, closing).ConfigureAwait(false);
        var seconds = store.Clock.GetElapsedTime(begun).TotalSeconds;
        log.Ends(id, workspace, seconds, !kept ? "another process has it" : result is null ? "no result" : "a result");
    }

    private async Task<(string? Result, JobFailure? Failure)> WorkAsync(JobClaim claim, JobTools tools, CancellationToken stop, CancellationToken closing)
    {
        try
        {
            var kind = JobKinds.Of(claim.Row.Kind);
            var (opened, revision) = await PatientlyAsync(() => ReadAsync(kind, claim.Row, closing), closing).ConfigureAwait(false);
            await PatientlyAsync(() => claim.ReadsAsync(revision, closing), closing).ConfigureAwait(false);
            var work = kind.Prepare(opened, JobParameters.Of(kind, Encoding.UTF8.GetBytes(claim.Row.Request)));
            var result = await Task.Run(() => work(tools, stop), CancellationToken.None).ConfigureAwait(false);
            return result.Length <= JobLimits.MostResultBytes
                ? (Encoding.UTF8.GetString(result), null)
                : (null, new($"The result has {result.Length / 1048576.0:0.#} MB; at most {JobLimits.MostResultBytes / 1048576} MB are kept.", "", "Maybe dais convert, on a copy of the store, serves."));
        }
#pragma warning disable CA1031 // Whatever it is, it ends this job and nothing else.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (null, JobFailure.Of(e));
        }
    }

    /// <summary>Who asked may have lost the right since; the job reads as they may today.</summary>
    private Task<(Opened, long)> ReadAsync(JobKind kind, JobRow row, CancellationToken cancel) => store.ReadAsync(row.Asker(), row.Workspace, kind.Permission, async session =>
        (Readable(kind, await session.StateAsync(cancel).ConfigureAwait(false)), session.Workspace.Revision), cancel);

    /// <summary>The workspace, where a job of that kind can be done on it.</summary>
    /// <exception cref="InvalidException">It has errors.</exception>
    public static Opened Readable(JobKind kind, WorkspaceState state)
    {
        var opened = state.Opened ?? throw new InvalidException("The workspace has no platform yet.", "workspaces/" + state.Workspace, "Maybe import one, or make it anew.");
        return opened.Sound || !kind.Sound ? opened : throw InvalidException.Of("workspaces/" + state.Workspace, [.. opened.Errors]);
    }

    /// <summary>Writes how the job stands, where that has changed, and hears whether it is to stop or is another's by now.</summary>
    private async Task BeatAsync(JobClaim claim, Func<JobProgress?> stands, CancellationTokenSource stop, CancellationTokenSource lost, CancellationToken over)
    {
        JobProgress? written = null;
        while (!over.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(limits.Beat, over).ConfigureAwait(false);
                var (mine, cancelling) = await claim.LookAsync(over).ConfigureAwait(false);
                if (mine && stands() is { } now && (written is null || (now with { Seconds = written.Seconds }) != written))
                {
                    mine = await claim.StandsAsync(now, over).ConfigureAwait(false);
                    written = now;
                }

                if (cancelling) await stop.CancelAsync().ConfigureAwait(false);
                if (!mine) await lost.CancelAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or BusyException)
            {
                // The next beat tells.
            }
        }
    }

    private static async Task<bool> EndAsync(JobClaim claim, string? result, JobFailure? failure, bool stopped, CancellationToken closing)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(closing.IsCancellationRequested ? 0.2 : 10));
        var cancel = patience.Token;
        return await PatientlyAsync(() => (result, failure) switch
        {
            (null, _) when closing.IsCancellationRequested => claim.PutBackAsync(cancel),
            (null, _) when stopped => claim.EndAsync(JobState.Cancelled, null, cancel),
            (null, not null) => claim.FailAsync(failure, cancel),
            _ => claim.EndAsync(stopped ? JobState.Cancelled : JobState.Done, result, cancel),
        }, cancel).ConfigureAwait(false);
    }

    // A store that is busy or restarts costs time, not the job.
    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (BusyException) when (!cancel.IsCancellationRequested)
            {
                await Task.Delay(BetweenTries, cancel).ConfigureAwait(false);
            }
        }
    }
}
