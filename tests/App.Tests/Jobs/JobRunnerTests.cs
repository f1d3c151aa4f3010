using System.Globalization;
using System.Text.Json.Nodes;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Solving;
using Microsoft.EntityFrameworkCore;

namespace Dais.App.Tests.Jobs;

/// <summary>What holds of jobs while they run: progress, stopping, crashes, several processes.</summary>
public sealed class JobRunnerTests
{
    private const string Long = """{ "seconds": 60 }""";

    private static readonly JobLimits Quick = new() { AtOnce = 2, Round = TimeSpan.FromSeconds(1), Beat = TimeSpan.FromMilliseconds(100) };

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Progress_never_goes_back_and_a_stopped_search_keeps_its_best_plan(DatabaseEngine engine)
    {
        await using var world = await JobWorld.OpenAsync(engine, JobWorld.Meridian);
        await using var runner = await world.RunnerAsync(limits: Quick);
        var seen = new List<JobProgress>();
        var id = (await world.StartAsync("plan", Long)).Id;
        await world.UntilAsync(id, j => j.Over || j.Progress is { Incumbent: not null, Bound: not null, Seconds: > 6 }, j => seen.AddRange(j.Progress is { } p ? [p] : []));
        Assert.True((await CancelJob.RunAsync(world.Store, Caller.Local, world.Workspace, id)).Cancelling);
        var over = await world.OverAsync(id);
        Assert.Equal((JobState.Cancelled, true, false), (over.State, over.HasResult, over.Cancelling));
        Assert.True(seen.Distinct().Count() > 2);
        foreach (var (before, after) in seen.Zip(seen.Skip(1)))
        {
            Assert.True(after.Seconds >= before.Seconds);
            if (before.Incumbent is { } incumbent) Assert.True(after.Incumbent >= incumbent - 1e-6, $"{before} then {after}");
            if (before.Bound is { } bound) Assert.True(after.Bound <= bound + 1e-6, $"{before} then {after}");
            if (after is { Incumbent: { } low, Bound: { } high }) Assert.Equal(Math.Max(0, (high - low) / high), after.Gap!.Value, 9);
        }

        var plan = JsonNode.Parse((await world.ResultAsync(id)).Json)!;
        Assert.Equal("feasible", (string)plan["status"]!);
        Assert.NotEmpty(plan["initiatives"]!.AsArray());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_waits_is_cancelled_at_once_and_never_runs(DatabaseEngine engine)
    {
        await using var world = await JobWorld.OpenAsync(engine);
        var id = (await world.StartAsync("check")).Id;
        Assert.Equal(JobState.Cancelled, (await CancelJob.RunAsync(world.Store, Caller.Local, world.Workspace, id)).State);
        await using var runner = await world.RunnerAsync(limits: Quick);
        Assert.StartsWith("{", await world.DoneAsync("check"), StringComparison.Ordinal);
        var job = await world.ReadAsync(id);
        Assert.Equal((JobState.Cancelled, 0, false), (job.State, job.Attempt, job.HasResult));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_crash_of_the_solver_ends_its_job_and_nothing_else(DatabaseEngine engine)
    {
        await using var world = await JobWorld.OpenAsync(engine);
        await using var runner = await world.RunnerAsync(new SolverLaunch("/bin/sh", ["-c", "kill -SEGV $$"]), Quick);
        var job = await world.OverAsync((await world.StartAsync("plan")).Id);
        Assert.Equal((JobState.Failed, 1, false), (job.State, job.Attempt, job.HasResult));
        Assert.Equal(("The solver crashed (SIGSEGV). Nothing else is lost.", "Maybe another --seed avoids it."), (job.Failure!.What, job.Failure.Maybe));
        await Assert.ThrowsAsync<MissingException>(() => world.ResultAsync(job.Id));
        Assert.StartsWith("{", await world.DoneAsync("value"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_job_whose_process_died_twice_is_given_up(DatabaseEngine engine)
    {
        await using var world = await JobWorld.OpenAsync(engine);
        var id = (await world.StartAsync("check")).Id;
        await world.Store.InAsync(writes: true, (db, _, _) => db.Jobs.ExecuteUpdateAsync(s => s.SetProperty(j => j.State, "running").SetProperty(j => j.Attempt, 2)));
        await using var runner = await world.RunnerAsync(limits: Quick);
        var job = await world.OverAsync(id);
        Assert.Equal((JobState.Failed, 2), (job.State, job.Attempt));
        Assert.Contains("died 2 times", job.Failure!.What, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_old_claim_writes_nothing_any_more(DatabaseEngine engine)
    {
        await using var world = await JobWorld.OpenAsync(engine);
        var id = (await world.StartAsync("check")).Id;
        var cancel = TestContext.Current.CancellationToken;
        var first = (await JobClaim.TakeAsync(world.Store, world.Workspace, id, "one", cancel))!;
        var second = (await JobClaim.TakeAsync(world.Store, world.Workspace, id, "two", cancel))!;
        Assert.Equal((false, false), await first.LookAsync(cancel));
        Assert.False(await first.StandsAsync(new(1, null, null, null, "", null), cancel));
        Assert.False(await first.EndAsync(JobState.Done, "first", cancel));
        Assert.False(await first.FailAsync(new("", "", null), cancel));
        Assert.False(await first.PutBackAsync(cancel));
        Assert.True(await second.EndAsync(JobState.Done, "second", cancel));
        Assert.False(await second.EndAsync(JobState.Done, "again", cancel));
        Assert.Null(await JobClaim.TakeAsync(world.Store, world.Workspace, id, "three", cancel));
        Assert.Equal("second", (await world.ResultAsync(id)).Json);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_ends_in_good_order_puts_its_jobs_back(DatabaseEngine engine)
    {
        await using var world = await JobWorld.OpenAsync(engine, JobWorld.Meridian);
        var id = (await world.StartAsync("plan", """{ "seconds": 300 }""")).Id;
        await using (await world.RunnerAsync(limits: Quick)) await world.UntilAsync(id, j => j.Progress is not null);
        var back = await world.ReadAsync(id);
        Assert.Equal((JobState.Queued, 0), (back.State, back.Attempt));
        await using var next = await world.RunnerAsync(limits: Quick);
        await world.UntilAsync(id, j => j.State == JobState.Running);
        await CancelJob.RunAsync(world.Store, Caller.Local, world.Workspace, id);
        Assert.Equal(JobState.Cancelled, (await world.OverAsync(id)).State);
    }

    [Fact]
    public async Task Processes_on_one_database_share_the_queue_and_run_nothing_twice()
    {
        await using var world = await JobWorld.OpenAsync(DatabaseEngine.Postgres);
        await using var other = await Dais.Workspace.Storing.Store.OpenAsync(world.At.Address, TimeProvider.System);
        await using var one = await world.RunnerAsync(limits: Quick);
        await using var two = await JobRunner.StartAsync(other, Run.Solver, Quick);
        var ids = new List<string>();
        foreach (var i in Enumerable.Range(1, 12)) ids.Add((await world.StartAsync("plan", string.Create(CultureInfo.InvariantCulture, $$"""{ "work": 5000, "seed": {{i}} }"""))).Id);
        foreach (var id in ids) Assert.Equal((JobState.Done, 1), await world.OverAsync(id) is var job ? (job.State, job.Attempt) : default);
        var rows = await world.Store.InAsync(writes: false, (db, _, _) => db.Jobs.AsNoTracking().ToListAsync());
        Assert.All(rows, r => Assert.Equal(1, r.Fence));
        Assert.Equal(2, rows.Select(r => r.Runner).Distinct().Count());
    }
}
