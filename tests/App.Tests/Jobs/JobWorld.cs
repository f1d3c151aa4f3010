using System.Text;
using System.Text.RegularExpressions;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Solving;
using Dais.Workspace.Storing;

namespace Dais.App.Tests.Jobs;

/// <summary>A store with a workspace in it, and ways to ask for jobs and to wait for them.</summary>
internal sealed class JobWorld(TestStore at, string workspace) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public TestStore At => at;

    public Store Store => at.Store;

    public string Workspace => workspace;

    /// <summary>A store that holds the sample at that path.</summary>
    public static async Task<JobWorld> OpenAsync(DatabaseEngine engine, string? sample = null)
    {
        var at = await TestStore.OpenAsync(engine);
        var document = OpenWorkspace.From(sample ?? Run.Ten).Document!;
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("sample", "Sample") { Document = document });
        return new(at, "sample");
    }

    public static string Meridian { get; } = Path.Combine(Run.Root, "samples", "meridian");

    public Task<JobRunner> RunnerAsync(SolverLaunch? solver = null, JobLimits? limits = null) => JobRunner.StartAsync(Store, solver ?? Run.Solver, limits);

    public Task<Job> StartAsync(string kind, string parameters = "{}", Caller? caller = null) =>
        StartJob.RunAsync(Store, caller ?? Caller.Local, workspace, new(kind, Encoding.UTF8.GetBytes(parameters)));

    /// <summary>Makes somebody a member.</summary>
    public Task JoinAsync(Caller who, string role, bool sensitive) => Store.InAsync(writes: true, async (db, _, _) =>
    {
        var since = Store.Stamp(Store.Clock.GetUtcNow());
        db.People.Add(new() { Id = who.Id, Name = who.Name, State = "active", Created = since });
        await db.SaveChangesAsync();
        db.Members.Add(new() { Workspace = workspace, Person = who.Id, Role = role, Sensitive = sensitive, State = "active", Since = since });
        return 0;
    });

    public Task<Job> ReadAsync(string id) => ReadJob.RunAsync(Store, Caller.Local, workspace, id);

    public Task<JobResult> ResultAsync(string id) => ReadJobResult.RunAsync(Store, Caller.Local, workspace, id);

    /// <summary>The job once it is as wanted; each look at it is shown.</summary>
    public async Task<Job> UntilAsync(string id, Func<Job, bool> wanted, Action<Job>? seen = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var job = await ReadAsync(id);
            seen?.Invoke(job);
            if (wanted(job)) return job;
            Assert.False(patience.IsCancellationRequested, $"The job is {job.State} after {Patience.TotalMinutes} minutes: {job.Progress}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public Task<Job> OverAsync(string id, Action<Job>? seen = null) => UntilAsync(id, j => j.Over, seen);

    /// <summary>The result of a job, run now.</summary>
    public async Task<string> DoneAsync(string kind, string parameters = "{}")
    {
        var job = await OverAsync((await StartAsync(kind, parameters)).Id);
        Assert.True(job.State == JobState.Done, $"{kind}: {job.State}, {job.Failure}");
        return (await ResultAsync(job.Id)).Json;
    }

    /// <summary>A text without the seconds that a search took, which differ each time.</summary>
    public static string Timeless(string json) => Regex.Replace(json, "\"seconds\": [0-9.eE+-]+", "\"seconds\": N", RegexOptions.None, TimeSpan.FromSeconds(10));

    public ValueTask DisposeAsync() => at.DisposeAsync();
}
