using Dais.Workspace.Storing;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;
using Quartz.Extensibility;

namespace Dais.Workspace.Jobs;

/// <summary>Quartz on the store's own database: hands each job to one process, and those of a dead process to another.</summary>
/// <remarks>
/// Its tables (<c>qrtz_…</c>) hold nothing but whose turn it is, and are made by itself: were they lost, the next
/// round would fill them again from the jobs. On a file there is one process; on PostgreSQL, a cluster.
/// </remarks>
internal sealed class JobSchedule : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IScheduler _scheduler;
    private readonly string? _file;

    private JobSchedule(IScheduler scheduler, string? file) => (_scheduler, _file) = (scheduler, file);

    /// <summary>Makes the schedule; it runs nothing yet.</summary>
    /// <param name="store">The store.</param>
    /// <param name="limits">How much jobs may take.</param>
    /// <param name="runner">What this process is called.</param>
    /// <param name="run">Does a job: its workspace, its id, and what says that this process ends.</param>
    /// <param name="cancel">Stops the waiting for the database.</param>
    public static async Task<JobSchedule> MakeAsync(Store store, JobLimits limits, string runner, Func<string, string, CancellationToken, Task> run, CancellationToken cancel)
    {
        var file = (store.Address as StoreAddress.File) is { } at ? OfFile(at.Path) : null;
        var builder = QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.ConfigureScheduler(o =>
            {
                (o.InstanceName, o.InstanceId, o.IdleWaitTime) = ("dais", runner, limits.Round);
                o.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(limits.AtOnce);
            quartz.UseJobFactory(new Factory(run));
            quartz.UsePersistentStore(tables =>
            {
                tables.ProvisionSchema();
                tables.UseSystemTextJsonSerializer();
                tables.ConfigureStore(o => o.UseBackgroundThreads = true);
                if (file is not null)
                {
                    tables.UseSqlite(SqliteFactory.Instance, file);
                    return;
                }

                tables.UsePostgres(NpgsqlFactory.Instance, OfServer(((StoreAddress.Postgres)store.Address).Connection));
                tables.UseClustering(o => (o.CheckinInterval, o.CheckinMisfireThreshold) = (limits.SignOfLife, limits.SignOfLife));
            });
        });
        return new(await builder.BuildScheduler(cancel).ConfigureAwait(false), file);
    }

    /// <summary>Begins: first with what a process left that died.</summary>
    public Task StartAsync(CancellationToken cancel) => _scheduler.Start(cancel).AsTask();

    /// <summary>Gives the job its turn, as soon as there is room; where it has one already, nothing happens.</summary>
    public async Task AddAsync(string workspace, string id, CancellationToken cancel)
    {
        var key = new JobKey(id, workspace);
        if (await _scheduler.Exists(key, cancel).ConfigureAwait(false)) return;
        var job = JobBuilder.Create<Call>().WithIdentity(key).RequestRecovery(true).Build();
        var now = TriggerBuilder.Create().WithIdentity(id, workspace).StartNow().WithSimpleSchedule(s => s.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).Build();
        try
        {
            await _scheduler.ScheduleJob(job, now, default, cancel).ConfigureAwait(false);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another process was faster.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None).ConfigureAwait(false);
        if (_file is not null) SqliteConnection.ClearPool(new SqliteConnection(_file));
    }

    private static string OfFile(string path) =>
        new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(path), ForeignKeys = true, DefaultTimeout = (int)Patience.TotalSeconds }.ToString();

    private static string OfServer(string connection) => new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "dais jobs" }.ToString();

    /// <summary>A turn as Quartz calls it; which job it is stands in its key.</summary>
    private sealed class Call(Func<string, string, CancellationToken, Task> run) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            await run(context.JobDetail.Key.Group, context.JobDetail.Key.Name, context.CancellationToken).ConfigureAwait(false);
    }

    private sealed class Factory(Func<string, string, CancellationToken, Task> run) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) => new(new JobScope(new Call(run)));

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
