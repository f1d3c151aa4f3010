using System.Globalization;
using Dais.Workspace.Solving;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dais.Workspace.Jobs;

/// <summary>Runs the jobs of a store in this process, until it is disposed of. Several processes on one PostgreSQL share the queue.</summary>
/// <remarks>
/// The table of jobs is the truth; Quartz only says whose turn it is. What is disposed of in good order puts its jobs
/// back; what dies leaves them to the next start (a file) or to the other processes (PostgreSQL), who begin them anew
/// from the request, with the same seed.
/// </remarks>
public sealed class JobRunner : IAsyncDisposable
{
    private static readonly TimeSpan BetweenPrunings = TimeSpan.FromHours(1);

    private readonly Store _store;
    private readonly JobLimits _limits;
    private readonly JobSchedule _schedule;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _closing;
    private readonly IDisposable _listening;
    private readonly ILogger _log;
    private readonly Task _rounds;

    private JobRunner(Store store, JobLimits limits, JobSchedule schedule, ILogger log, CancellationTokenSource closing)
    {
        (_store, _limits, _schedule, _log, _closing) = (store, limits, schedule, log, closing);
        _listening = store.Bell.Listen(() => _wake.Release());
        _rounds = Task.Run(RoundsAsync);
    }

    /// <summary>Begins to run jobs.</summary>
    /// <param name="store">The store; it has to outlive the runner.</param>
    /// <param name="solver">How a solver's process is started.</param>
    /// <param name="limits">How much jobs may take.</param>
    /// <param name="log">Takes a line for each job that begins or ends, and each fault.</param>
    /// <param name="cancel">Stops the waiting for the database.</param>
    public static async Task<JobRunner> StartAsync(Store store, SolverLaunch solver, JobLimits? limits = null, ILogger? log = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(solver);
        (limits, log) = (limits ?? new(), log ?? NullLogger.Instance);
        var runner = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():n}");
        var closing = new CancellationTokenSource();
        var run = new JobRun(store, solver, limits, runner, log);
        var schedule = await JobSchedule.MakeAsync(store, limits, runner, (workspace, id, _) => run.RunAsync(workspace, id, closing.Token), cancel).ConfigureAwait(false);
        try
        {
            await schedule.StartAsync(cancel).ConfigureAwait(false);
            return new(store, limits, schedule, log, closing);
        }
        catch
        {
            await schedule.DisposeAsync().ConfigureAwait(false);
            closing.Dispose();
            throw;
        }
    }

    /// <summary>Ends in good order: what runs goes back into the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        _listening.Dispose();
        await _closing.CancelAsync().ConfigureAwait(false);
        await _rounds.ConfigureAwait(false);
        await _schedule.DisposeAsync().ConfigureAwait(false);
        _wake.Dispose();
        _closing.Dispose();
    }

    private async Task RoundsAsync()
    {
        var pruned = (long?)null;
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(_closing.Token).ConfigureAwait(false);
                if (pruned is null || _store.Clock.GetElapsedTime(pruned.Value) > BetweenPrunings)
                {
                    await PruneJobs.RunAsync(_store, _limits.Keep, _limits.KeepMost, _closing.Token).ConfigureAwait(false);
                    pruned = _store.Clock.GetTimestamp();
                }

                await _wake.WaitAsync(_limits.Round, _closing.Token).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // A round that fails, for whatever reason, is followed by the next one.
            catch (Exception e) when (!_closing.IsCancellationRequested || e is OperationCanceledException)
#pragma warning restore CA1031
            {
                if (e is not OperationCanceledException) _log.RoundFailed(e);
                await Task.Delay(_limits.Round, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Gives a turn to every job that has none: newly asked for, put back, or left by a process that died.</summary>
    private async Task RoundAsync(CancellationToken cancel)
    {
        var open = await _store.InAsync(writes: false, (db, _, _) => db.Jobs.AsNoTracking().Where(j => JobRows.Open.Contains(j.State)).OrderBy(j => j.Created).ThenBy(j => j.Id)
            .Select(j => new { j.Workspace, j.Id }).ToListAsync(cancel), cancel).ConfigureAwait(false);
        foreach (var job in open) await _schedule.AddAsync(job.Workspace, job.Id, cancel).ConfigureAwait(false);
    }
}
