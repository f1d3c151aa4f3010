using System.Diagnostics;
using Dais.Tests;
using Dais.Workspace.Jobs;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.App.Tests.Jobs;

/// <summary>A process that runs jobs is killed in the middle of a search, and the next one says the same as if nothing had happened.</summary>
public sealed class JobRecoveryTests
{
    /// <summary>What takes some seconds and then says the same each time.</summary>
    private const string Asked = """{ "work": 20000, "seed": 3 }""";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_job_whose_process_is_killed_is_done_by_the_next_from_the_same_seed(DatabaseEngine engine)
    {
        await using var world = await JobWorld.OpenAsync(engine, JobWorld.Meridian);
        var undisturbed = await ReferenceAsync(world);
        var id = (await world.StartAsync("plan", Asked)).Id;
        if (engine == DatabaseEngine.Sqlite) await world.At.Store.DisposeAsync();
        using (var dying = await WorkerAsync(world.At.Address))
        {
            if (engine == DatabaseEngine.Postgres) await world.UntilAsync(id, j => j.Progress is not null);
            else await SearchingAsync(dying);
            dying.Kill();
            await dying.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        if (engine == DatabaseEngine.Sqlite) await world.At.ReopenAsync();
        var left = await world.ReadAsync(id);
        Assert.Equal((JobState.Running, 1, false), (left.State, left.Attempt, left.HasResult));
        var watch = Stopwatch.StartNew();
        await using var next = await world.RunnerAsync();
        await world.UntilAsync(id, j => j.Attempt == 2);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, engine == DatabaseEngine.Sqlite ? 10 : 20);
        TestContext.Current.TestOutputHelper?.WriteLine($"{engine}: taken up after {watch.Elapsed.TotalSeconds:0.0} s");
        var over = await world.OverAsync(id);
        Assert.Equal(JobState.Done, over.State);
        Assert.Equal(JobWorld.Timeless(undisturbed), JobWorld.Timeless((await world.ResultAsync(id)).Json));
    }

    [Fact]
    public async Task Where_one_of_two_processes_is_killed_the_other_takes_its_job_up()
    {
        await using var world = await JobWorld.OpenAsync(DatabaseEngine.Postgres, JobWorld.Meridian);
        using var dying = await WorkerAsync(world.At.Address);
        var id = (await world.StartAsync("plan", """{ "seconds": 300 }""")).Id;
        await world.UntilAsync(id, j => j.Progress is not null);
        await using var living = await world.RunnerAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        Assert.Equal(1, (await world.ReadAsync(id)).Attempt);
        dying.Kill();
        var watch = Stopwatch.StartNew();
        await world.UntilAsync(id, j => j.Attempt == 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"taken up after {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
        await Dais.Workspace.CancelJob.RunAsync(world.Store, Workspace.People.Caller.Local, world.Workspace, id);
        Assert.Equal(JobState.Cancelled, (await world.OverAsync(id)).State);
        Assert.Equal(2, await world.Store.InAsync(writes: false, (db, _, _) => db.Jobs.Where(j => j.Id == id).Select(j => j.Fence).SingleAsync()));
    }

    // Its file is the process's own, so that it is seen from outside only by the solver that it has started.
    private static async Task SearchingAsync(Process worker)
    {
        var patience = Stopwatch.StartNew();
        while (!Directory.EnumerateDirectories($"/proc/{worker.Id}/task").Any(t => File.ReadAllText(t + "/children").Length > 0))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "The process starts no solver.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
    }

    private static async Task<string> ReferenceAsync(JobWorld world)
    {
        await using var runner = await world.RunnerAsync();
        return await world.DoneAsync("plan", Asked);
    }

    private static async Task<Process> WorkerAsync(StoreAddress address)
    {
        var worker = Process.Start(new ProcessStartInfo(Run.Executable, "job-worker") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await worker.StandardInput.WriteLineAsync(address is StoreAddress.Postgres postgres ? postgres.Connection : ((StoreAddress.File)address).Path);
        await worker.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Jobs are run.", await worker.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return worker;
    }
}
