using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.Storing;
using Dais.Workspace.Storing.Checking;

namespace Dais.App.Tests.Web.Crashes;

/// <summary>Several clients write to one server, which is killed, or whose database is; and what has to hold afterwards.</summary>
/// <remarks><c>DAIS_KILLS</c> says how often on each engine, <c>DAIS_SEED</c> which moments and writes.</remarks>
internal sealed class KillCampaign(ITestOutputHelper output)
{
    private const int Clients = 4;

    /// <summary>So many jobs that are over are kept for certain.</summary>
    private const int MostJobs = 150;

    private static int Kills => Setting("DAIS_KILLS", Environment.GetEnvironmentVariable("DAIS_LONG") == "1" ? 200 : 25);

    private static int Seed => Setting("DAIS_SEED", 1);

    /// <summary>Kills the server again and again, and starts it on what it left.</summary>
    public async Task KillServerAsync(DatabaseEngine engine)
    {
        using var folder = new TemporaryFolder();
        await using var server = new MortalServer(TestStore.New(engine, folder["store.dais"]));
        var (random, writers, spent) = (new Random(Seed), Writers(), TimeSpan.Zero);
        for (var kill = 0; kill < Kills; kill++)
        {
            var began = Stopwatch.GetTimestamp();
            await server.StartAsync();
            spent += Stopwatch.GetElapsedTime(began);
            using var client = new HttpClient();
            if (kill == 0) await MakeAsync(client, server.Address);
            await CheckAsync(client, server, writers);
            if (kill < MostJobs) writers[0].NextJob = Job(kill);
            var writing = Task.WhenAll(writers.Select(w => Task.Run(() => w.WriteAsync(client, server.Address, CancellationToken.None))));
            await MeanwhileAsync(random, writers);
            await server.KillAsync();
            await writing;
            await WholeAsync(server.Store);
        }

        await server.StartAsync();
        using var last = new HttpClient();
        await CheckAsync(last, server, writers);
        await OverAsync(last, server, writers);
        Assert.True(!server.Faults.Any(), string.Join('\n', server.Faults));
        await server.KillAsync();
        Assert.True(await ExaminedAsync(server.Store) is var ill && ill.Count == 0, string.Join('\n', ill));
        Report($"{engine}: {Kills} kills, {spent.TotalSeconds / Kills:0.0} s a start", writers);
        if (Kills < (engine == DatabaseEngine.Postgres ? 200 : 20)) return;   // Between a commit and its answer PostgreSQL is rarely met.
        Assert.True(writers.Sum(w => w.Doubtful.WereDone) > 0, "No request was done and not answered.");
        Assert.True(writers.Sum(w => w.Doubtful.Unanswered - w.Doubtful.WereDone) > 0, "No request was lost before it was done.");
    }

    /// <summary>Kills PostgreSQL under the server, and starts it again.</summary>
    public async Task KillDatabaseAsync()
    {
        var database = PostgresServer.Start(syncs: true);
        try
        {
            await using var server = new MortalServer(new StoreAddress.Postgres(database.NewDatabase()));
            var (random, writers) = (new Random(Seed), Writers());
            await server.StartAsync();
            using var client = new HttpClient();
            await MakeAsync(client, server.Address);
            for (var kill = 0; kill < Math.Max(3, Kills / 10); kill++)
            {
                writers[0].NextJob = Job(kill);
                using var stop = new CancellationTokenSource();
                var writing = Task.WhenAll(writers.Select(w => Task.Run(() => w.WriteAsync(client, server.Address, stop.Token))));
                await MeanwhileAsync(random, writers);
                await database.KillAsync();
                database.Resume();
                await Task.Delay(100, TestContext.Current.CancellationToken);
                await stop.CancelAsync();
                await Task.WhenAny(writing);
                Assert.True(!server.Faults.Any(), string.Join('\n', server.Faults));
                await writing;
                await CheckAsync(client, server, writers);
                await WholeAsync(server.Store);
            }

            await OverAsync(client, server, writers);
            Report("PostgreSQL itself", writers);
        }
        finally
        {
            database.End();
        }
    }

    /// <summary>So many requests are answered, and a moment passes: however slow the machine is, it is in the midst of writing.</summary>
    private static async Task MeanwhileAsync(Random random, Writer[] writers)
    {
        var (enough, began) = (writers.Sum(w => w.Answers) + random.Next(1, 30), Stopwatch.GetTimestamp());
        while (writers.Sum(w => w.Answers) < enough && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30)) await Task.Delay(2, TestContext.Current.CancellationToken);
        await Task.Delay(random.Next(0, 25), TestContext.Current.CancellationToken);
    }

    private static string? Job(int kill) => (kill % 8) switch { 0 => "plan", 4 => "check", _ => null };

    private static Writer[] Writers() => [.. Enumerable.Range(0, Clients).Select(i => new Writer(i, new Random((100 * Seed) + i)))];

    private static async Task MakeAsync(HttpClient client, Uri server)
    {
        var document = await File.ReadAllTextAsync(Run.Ten);
        var made = await client.SendAsync(new Write(HttpMethod.Post, "/api/workspaces", $$"""{ "id": "w", "name": "W", "document": {{document}} }""", "make").To(server));
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
    }

    /// <summary>What was not answered is sent again; then exactly that is there which the clients know of.</summary>
    private static async Task CheckAsync(HttpClient client, MortalServer server, Writer[] writers)
    {
        await Task.WhenAll(writers.Select(w => w.SettleAsync(client, server.Address)));
        var document = await JsonAsync(client, new(server.Address, "/api/workspaces/w/document"));
        var expected = writers.SelectMany(w => w.Things).Select(t => $"{t.Key}: {t.Value.Number}").Order(StringComparer.Ordinal);
        var there = new[] { ("segments", "size"), ("requests", "title") }.SelectMany(k => (document[k.Item1]?.AsArray() ?? []).Where(t => ((string)t!["id"]!)[0] == 'w').Select(t => $"{k.Item1}/{t!["id"]}: {t[k.Item2]!.ToString().Replace("wish ", "", StringComparison.Ordinal)}")).Order(StringComparer.Ordinal);
        Assert.Equal(expected, there);
        var revisions = writers.SelectMany(w => w.Revisions).Order().ToList();
        Assert.Equal(Enumerable.Range(2, revisions.Count).Select(r => (long)r), revisions);
        Assert.Equal(1 + revisions.Count, (long)(await JsonAsync(client, new(server.Address, "/api/workspaces/w/jobs")))["revision"]!);
        Assert.Equal(writers.SelectMany(w => w.Jobs).Order(StringComparer.Ordinal), (await JobsAsync(client, server)).Select(j => (string)j["id"]!).Order(StringComparer.Ordinal));
    }

    /// <summary>Every job comes to its end: done, or told as failed because the process that worked on it died.</summary>
    private async Task OverAsync(HttpClient client, MortalServer server, Writer[] writers)
    {
        var began = Stopwatch.GetTimestamp();
        List<JsonNode> jobs;
        while ((jobs = await JobsAsync(client, server)).Exists(j => (string)j["state"]! is "queued" or "running"))
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(3), string.Join('\n', jobs.Select(j => j.ToJsonString())));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(writers.Sum(w => w.Jobs.Count), jobs.Count);
        foreach (var job in jobs.Where(j => (string)j["state"]! != "done"))
        {
            Assert.Equal("failed", (string)job["state"]!);
            Assert.Contains("died 2 times", (string)job["failure"]!["what"]!, StringComparison.Ordinal);
        }

        foreach (var job in jobs.Where(j => (string)j["state"]! == "done")) Assert.NotNull((await JsonAsync(client, new(server.Address, $"/api/workspaces/w/jobs/{job["id"]}/result")))["result"]);
        output.WriteLine($"{jobs.Count} jobs: {jobs.Count(j => (string)j["state"]! == "done")} done, {jobs.Count(j => (long)j["attempt"]! > 1)} taken up again after a kill");
    }

    private static async Task<List<JsonNode>> JobsAsync(HttpClient client, MortalServer server)
    {
        var jobs = new List<JsonNode>();
        for (string? before = ""; before is not null;)
        {
            var page = await JsonAsync(client, new(server.Address, "/api/workspaces/w/jobs?take=100" + (before.Length == 0 ? "" : "&before=" + before)));
            jobs.AddRange(page["jobs"]!.AsArray().Select(j => j!));
            before = (string?)page["more"];
        }

        return jobs;
    }

    /// <summary>The store, as it was left, is whole in itself: pages, references, and every chain.</summary>
    private static async Task WholeAsync(StoreAddress address)
    {
        Npgsql.NpgsqlConnection.ClearAllPools(); // Who looks is another program.
        await using var store = await Store.LookAsync(address, TimeProvider.System);
        Assert.Empty(await store.InAsync(writes: false, (_, connection, transaction) => store.Database.DamageAsync(connection, transaction, default)));
        Assert.Empty(await store.InAsync(writes: false, (db, connection, transaction) => HistoryCheck.RunAsync(db, connection, transaction, default)));
    }

    /// <summary>What <c>dais doctor</c> does not find good; that nobody took a backup of it is no fault of the store.</summary>
    private static async Task<List<Examined>> ExaminedAsync(StoreAddress address) =>
        [.. (await ExamineStore.RunAsync(address, Run.Solver, TimeProvider.System)).Findings.Where(f => f.Health == Health.Wrong || (f.Health == Health.Warning && f.Subject is "schema" or "integrity" or "history"))];

    private static async Task<JsonNode> JsonAsync(HttpClient client, Uri address)
    {
        using var response = await client.GetAsync(address);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{address}: {text}");
        return JsonNode.Parse(text)!;
    }

    private void Report(string what, Writer[] writers) =>
        output.WriteLine($"{what}: {writers.Sum(w => w.Answers)} writes answered, {writers.Sum(w => w.Doubtful.Unanswered)} not at first, of which {writers.Sum(w => w.Doubtful.WereDone)} were done");

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : otherwise;
}
