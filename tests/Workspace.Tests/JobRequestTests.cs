using System.Globalization;
using System.Text;
using CsCheck;
using Dais.Tests;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Tests;

/// <summary>What may be asked for, by whom, and how much; nothing is run here.</summary>
public sealed class JobRequestTests
{
    private static Document Ten => OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten", "workspace.json")).Document!;

    [Theory]
    [InlineData("paint", "{}", "There is no kind of job \"paint\".", "plan")]
    [InlineData("Plan", "{}", "There is no kind of job \"Plan\".", "plan")]
    [InlineData("", "{}", "There is no kind of job \"\".", "Maybe one of")]
    [InlineData("plan", "{", "", "Maybe")]
    [InlineData("plan", "[]", "The parameters are [ ] (a list); allowed is an object.", "Maybe {} is meant.")]
    [InlineData("plan", """{ "secnds": 3 }""", "A job of kind \"plan\" has no parameter \"secnds\".", "seconds")]
    [InlineData("check", """{ "seconds": 3 }""", "A job of kind \"check\" has no parameter \"seconds\".", "Maybe leave it out")]
    [InlineData("plan", """{ "seconds": 0 }""", "seconds is 0; allowed is a number above 0.", null)]
    [InlineData("plan", """{ "seconds": 1e300 }""", "seconds is 1e300", null)]
    [InlineData("plan", """{ "seconds": "3" }""", "seconds is \"3\"", null)]
    [InlineData("plan", """{ "seed": -1 }""", "seed is -1", null)]
    [InlineData("plan", """{ "work": 0.5 }""", "work is 0.5", null)]
    [InlineData("plan", """{ "gap": 2 }""", "gap is 2", null)]
    [InlineData("plan", """{ "policy": 3 }""", "", null)]
    [InlineData("plan", """{ "policy": { "lens": "mine" } }""", "mine", "Maybe")]
    [InlineData("plan", """{ "policy": { "pins": [ { "initiative": "nosuch", "finish": "2027-Q1" } ] } }""", "nosuch", "Maybe")]
    [InlineData("groups", """{ "alpha": 21 }""", "alpha is 21", null)]
    [InlineData("robustness", """{ "draws": 1000000 }""", "draws is 1000000", null)]
    [InlineData("allocation", """{ "change": 0 }""", "change is 0", null)]
    [InlineData("allocation", """{ "reorder": "nosuch" }""", "There is no bucket \"nosuch\".", "Maybe")]
    [InlineData("allocation", """{ "plan": {} }""", "A plan goes with \"reorder\".", "Maybe")]
    [InlineData("horizon", """{ "plan": { "status": "optimal" } }""", "plan: ", null)]
    [InlineData("compare", """{ "first": {} }""", "", null)]
    [InlineData("compare", "{}", "\"first\" is missing.", "Maybe")]
    [InlineData("why-not", "{}", "\"id\" is missing.", null)]
    [InlineData("why-not", """{ "id": "nosuch" }""", "nosuch", "Maybe")]
    [InlineData("why-not", """{ "id": "assistant", "for": "nosuch" }""", "nosuch", null)]
    [InlineData("why-not", """{ "id": "assistant", "team": "identity" }""", "To imagine a request as an initiative", "Maybe")]
    [InlineData("what-if", "{}", "\"scenario\" is missing.", null)]
    [InlineData("what-if", """{ "scenario": { "changes": [] } }""", "There is no change in it", "Maybe")]
    [InlineData("what-if", """{ "scenario": { "changes": [ { "pin": "nosuch", "finish": "2027-Q4" } ] } }""", "nosuch", "Maybe")]
    [InlineData("export", """{ "form": "pdf" }""", "The form is \"pdf\"; allowed is one of json, xlsx, folder.", "Maybe")]
    public async Task What_cannot_be_used_is_refused_before_it_is_queued(string kind, string parameters, string what, string? maybe)
    {
        await using var at = await FilledAsync(DatabaseEngine.Sqlite);
        var refused = await Assert.ThrowsAsync<InvalidException>(() => StartAsync(at.Store, kind, parameters));
        Assert.Contains(what, refused.What, StringComparison.Ordinal);
        if (maybe is not null) Assert.Contains(maybe, refused.Maybe, StringComparison.Ordinal);
        Assert.Empty((await ListJobs.RunAsync(at.Store, Caller.Local, "ten", new())).Jobs);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused()
    {
        await using var at = await FilledAsync(DatabaseEngine.Sqlite);
        var refused = await Assert.ThrowsAsync<InvalidException>(() => StartAsync(at.Store, "plan", "{ \"policy\": {} " + new string(' ', JobLimits.MostRequestBytes) + "}"));
        Assert.Contains("at most 4 MB", refused.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrupted_request_is_refused_in_words_whatever_is_broken()
    {
        await using var at = await FilledAsync(DatabaseEngine.Sqlite);
        var sound = Encoding.UTF8.GetBytes("""{ "seconds": 5, "gap": 0.01, "seed": 3, "policy": { "lens": "both", "weights": { "customer": 1, "platform": 2 }, "pins": [ { "initiative": "assistant", "finish": "2027-Q4" } ] } }""");
        await Gen.Select(Gen.Int[0, JobKinds.Names.Length - 1], Gen.Int[0, sound.Length - 1], Gen.Byte, Gen.Bool).SampleAsync(
            async broken =>
            {
                var (kind, where, with, cut) = (JobKinds.Names[broken.Item1], broken.Item2, broken.Item3, broken.Item4);
                var bytes = cut ? sound[..where] : [.. sound[..where], with, .. sound[(where + 1)..]];
                try
                {
                    await CancelJob.RunAsync(at.Store, Caller.Local, "ten", (await StartJob.RunAsync(at.Store, Caller.Local, "ten", new(kind, bytes))).Id);
                }
                catch (InvalidException refused)
                {
                    Assert.NotEmpty(refused.What);
                }
            },
            iter: 500, threads: 1);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_may_be_done_with_jobs_is_a_matter_of_the_role(DatabaseEngine engine)
    {
        await using var at = await FilledAsync(engine);
        var people = await PeopleAsync(at.Store);
        var job = await StartAsync(at.Store, "plan", "{}", people["editor"]);
        Assert.Equal(("editor", "Editor"), (job.AskedBy, job.AskedByName));
        await at.Store.InAsync(writes: true, (db, _, _) => db.Jobs.ExecuteUpdateAsync(s => s.SetProperty(j => j.State, "done").SetProperty(j => j.Result, "{}\n").SetProperty(j => j.Revision, 1)));
        foreach (var (name, who) in people)
        {
            var (sees, asks) = (name is not ("stakeholder" or "stranger" or "suspended"), name is "editor" or "owner");
            Assert.Equal(sees, await MayAsync(() => ReadJob.RunAsync(at.Store, who, "ten", job.Id)));
            Assert.Equal(sees, await MayAsync(() => ReadJobResult.RunAsync(at.Store, who, "ten", job.Id)));
            Assert.Equal(sees, await MayAsync(() => ListJobs.RunAsync(at.Store, who, "ten", new())));
            Assert.Equal(asks, await MayAsync(() => StartAsync(at.Store, "plan", "{}", who)));
            Assert.Equal(asks, await MayAsync(() => CancelJob.RunAsync(at.Store, who, "ten", job.Id)));
            Assert.Equal(asks, await MayAsync(() => StartAsync(at.Store, "export", "{}", who)));
            Assert.False(await MayAsync(() => StartAsync(at.Store, "plan", "{}", who with { Scope = TokenScope.Read })));
        }

        await Assert.ThrowsAsync<MissingException>(() => ReadJob.RunAsync(at.Store, people["stranger"], "ten", job.Id));
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("other", "Other"));
        await Assert.ThrowsAsync<MissingException>(() => ReadJob.RunAsync(at.Store, Caller.Local, "other", job.Id));
        await Assert.ThrowsAsync<MissingException>(() => CancelJob.RunAsync(at.Store, Caller.Local, "other", job.Id));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_workspace_has_so_many_jobs_at_a_time_and_a_list_of_all(DatabaseEngine engine)
    {
        await using var at = await FilledAsync(engine);
        var ids = new List<string>();
        for (var i = 0; i < JobLimits.MostWaiting; i++) ids.Add((await StartAsync(at.Store, i % 2 == 0 ? "check" : "value", "{}")).Id);
        Assert.Contains("20 jobs", (await Assert.ThrowsAsync<BusyException>(() => StartAsync(at.Store, "check", "{}"))).What, StringComparison.Ordinal);
        await CancelJob.RunAsync(at.Store, Caller.Local, "ten", ids[0]);
        ids.Add((await StartAsync(at.Store, "check", "{}")).Id);
        var seen = new List<string>();
        for (var query = new JobQuery { Take = 8 }; query is not null;)
        {
            var page = await ListJobs.RunAsync(at.Store, Caller.Local, "ten", query);
            seen.AddRange(page.Jobs.Select(j => j.Id));
            query = page.More is { } more ? query with { Before = more } : null;
        }

        Assert.Equal(ids.AsEnumerable().Reverse(), seen);
        Assert.Equal(11, (await ListJobs.RunAsync(at.Store, Caller.Local, "ten", new() { Kind = "check" })).Jobs.Length);
        Assert.Equal([ids[0]], (await ListJobs.RunAsync(at.Store, Caller.Local, "ten", new() { State = JobState.Cancelled })).Jobs.Select(j => j.Id));
        await Assert.ThrowsAsync<InvalidException>(() => ListJobs.RunAsync(at.Store, Caller.Local, "ten", new() { Take = 101 }));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Jobs_long_over_are_removed_and_what_is_to_be_done_stays(DatabaseEngine engine)
    {
        await using var at = await FilledAsync(engine);
        var ids = new List<string>();
        for (var i = 0; i < 6; i++) ids.Add((await StartAsync(at.Store, "check", "{}")).Id);
        foreach (var (id, i) in ids.Take(5).Select((id, i) => (id, i)))
        {
            var ended = Store.Stamp(at.Store.Clock.GetUtcNow().AddDays(-10 + i));
            await at.Store.InAsync(writes: true, (db, _, _) => db.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(s => s.SetProperty(j => j.State, "done").SetProperty(j => j.Finished, ended)));
        }

        Assert.Equal(2, await PruneJobs.RunAsync(at.Store, TimeSpan.FromDays(8.5), 100));
        Assert.Equal(1, await PruneJobs.RunAsync(at.Store, TimeSpan.FromDays(30), 2));
        Assert.Equal(0, await PruneJobs.RunAsync(at.Store, TimeSpan.FromDays(30), 2));
        Assert.Equal([ids[5], ids[4], ids[3]], (await ListJobs.RunAsync(at.Store, Caller.Local, "ten", new())).Jobs.Select(j => j.Id));
    }

    [Fact]
    public async Task A_list_does_not_read_the_results()
    {
        await using var at = await FilledAsync(DatabaseEngine.Sqlite);
        var sql = await at.Store.InAsync(writes: false, (db, _, _) => Task.FromResult(db.Jobs.Seen().ToQueryString()));
        Assert.Contains("\"result\" IS NOT NULL", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("\"result\",", sql, StringComparison.Ordinal);
    }

    private static async Task<TestStore> FilledAsync(DatabaseEngine engine)
    {
        var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("ten", "Ten") { Document = Ten });
        return at;
    }

    private static Task<Job> StartAsync(Store store, string kind, string parameters, Caller? who = null) =>
        StartJob.RunAsync(store, who ?? Caller.Local, "ten", new(kind, Encoding.UTF8.GetBytes(parameters)));

    private static async Task<Dictionary<string, Caller>> PeopleAsync(Store store)
    {
        string[] names = ["viewer", "stakeholder", "editor", "owner", "suspended", "stranger"];
        await store.InAsync(writes: true, async (db, _, _) =>
        {
            foreach (var name in names)
            {
                db.People.Add(new() { Id = name, Name = Title(name), State = "active", Created = "2026-01-01T00:00:00.000000Z" });
                await db.SaveChangesAsync();
                if (name == "stranger") continue;
                db.Members.Add(new() { Workspace = "ten", Person = name, Role = name == "suspended" ? "editor" : name, Sensitive = name == "owner", State = name == "suspended" ? "suspended" : "active", Since = "2026-01-01T00:00:00.000000Z" });
            }

            return 0;
        });
        return names.ToDictionary(n => n, n => new Caller(n, Title(n)));

        static string Title(string name) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name);
    }

    private static async Task<bool> MayAsync<T>(Func<Task<T>> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception e) when (e is ForbiddenException or MissingException)
        {
            return false;
        }
    }
}
