using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Dais.App.Cli;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Microsoft.EntityFrameworkCore;

namespace Dais.App.Tests.Jobs;

/// <summary>Three doors, one house: a job says what its verb says.</summary>
public sealed class JobKindsTests
{
    private const string Scenario = """{ "name": "later", "changes": [ { "pin": "assistant", "finish": "2027-Q4" } ] }""";

    /// <summary>Each analysis: its verb, its parameters, and the same on the command line.</summary>
    private static readonly (string Kind, string Parameters, string[] Words)[] Asked =
    [
        ("check", "{}", []),
        ("value", "{}", []),
        ("value", """{ "id": "ledger" }""", ["ledger"]),
        ("plan", """{ "work": 20000, "policy": { "lens": "customer" } }""", ["--work", "20000", "--lens", "customer"]),
        ("plan", """{ "work": 20000, "seed": 7, "gap": 0.01 }""", ["--work", "20000", "--seed", "7", "--gap", "0.01"]),
        ("lenses", """{ "work": 20000 }""", ["--work", "20000"]),
        ("groups", """{ "work": 20000, "alpha": 2 }""", ["--work", "20000", "--alpha", "2"]),
        ("allocation", """{ "work": 20000, "change": 4 }""", ["--work", "20000", "--change", "4"]),
        ("allocation", """{ "work": 20000, "reorder": "shops" }""", ["--work", "20000", "--reorder", "shops"]),
        ("robustness", """{ "work": 20000, "draws": 10, "correlation": 0.25 }""", ["--work", "20000", "--draws", "10", "--correlation", "0.25"]),
        ("why-not", """{ "work": 20000, "id": "assistant" }""", ["assistant", "--work", "20000"]),
        ("what-if", $$"""{ "work": 20000, "scenario": {{Scenario}} }""", ["--work", "20000", "--scenario", "SCENARIO"]),
        ("horizon", """{ "work": 20000 }""", ["--work", "20000"]),
        ("dependencies", """{ "work": 20000, "draws": 50 }""", ["--work", "20000", "--draws", "50"]),
    ];

    [Fact]
    public void Every_analysis_of_the_command_line_is_a_kind_of_job()
    {
        var around = new Surroundings { Out = TextWriter.Null, Error = TextWriter.Null, Solver = Run.Solver };
        var analyses = CommandLine.Verbs(around).Where(v => v.Purpose == Purpose.Decide || v.Name == "check").Select(v => v.Name).ToList();
        Assert.True(analyses.Count >= 11);
        Assert.Empty(analyses.Except(JobKinds.Names));
        Assert.Empty(analyses.Except(Asked.Select(a => a.Kind)).Except(["compare"]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_job_says_to_the_byte_what_its_verb_prints(DatabaseEngine engine)
    {
        await using var world = await JobWorld.OpenAsync(engine);
        await using var runner = await world.RunnerAsync();
        var scenario = Path.Combine(Directory.CreateTempSubdirectory("dais-").FullName, "later.json");
        await File.WriteAllTextAsync(scenario, Scenario, TestContext.Current.CancellationToken);
        foreach (var (kind, parameters, words) in Asked)
        {
            var said = await world.DoneAsync(kind, parameters);
            var printed = await Run.DaisAsync([kind, Run.Ten, .. words.Select(w => w == "SCENARIO" ? scenario : w), "--json", .. kind is "check" or "value" ? Array.Empty<string>() : ["--quiet"]]);
            Assert.True(printed.Code == 0, kind + ": " + printed.Error);
            var (mine, theirs) = (JobWorld.Timeless(said), JobWorld.Timeless(printed.Out));
            if (kind == "check") (mine, theirs) = (mine.Replace("\"sample\"", "PATH", StringComparison.Ordinal), theirs.Replace($"\"{Run.Ten}\"", "PATH", StringComparison.Ordinal));
            Assert.Equal(theirs, mine);
        }
    }

    [Fact]
    public async Task A_plan_that_a_job_found_serves_the_next_job()
    {
        await using var world = await JobWorld.OpenAsync(DatabaseEngine.Sqlite);
        await using var runner = await world.RunnerAsync();
        var first = await world.DoneAsync("plan", """{ "work": 20000 }""");
        var second = await world.DoneAsync("plan", """{ "work": 20000, "policy": { "lens": "platform" } }""");
        foreach (var (kind, own, words) in new[] { ("horizon", "", Array.Empty<string>()), ("dependencies", "", []), ("why-not", ", \"id\": \"assistant\"", ["assistant"]), ("what-if", $", \"scenario\": {Scenario}", ["--pin", "assistant=2027-Q4"]) })
        {
            var said = await world.DoneAsync(kind, $$"""{ "work": 20000, "plan": {{first}}{{own}} }""");
            var file = Path.Combine(Directory.CreateTempSubdirectory("dais-").FullName, "plan.json");
            await File.WriteAllTextAsync(file, first, TestContext.Current.CancellationToken);
            var printed = await Run.DaisAsync([kind, Run.Ten, .. words, "--work", "20000", "--plan", file, "--json", "--quiet"]);
            Assert.Equal(Nameless(JobWorld.Timeless(printed.Out)), Nameless(JobWorld.Timeless(said)));
        }

        var compared = JsonNode.Parse(await world.DoneAsync("compare", $$"""{ "first": {{first}}, "second": {{second}} }"""))!;
        Assert.False((bool)compared["samePolicy"]!);

        // A scenario said in options is named after them.
        static string Nameless(string json) => System.Text.RegularExpressions.Regex.Replace(json, "\"scenario\": \\{\\s*\"name\": \"[^\"]*\"", "");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_export_is_the_workspace_in_each_form(DatabaseEngine engine)
    {
        await using var world = await JobWorld.OpenAsync(engine);
        await using var runner = await world.RunnerAsync();
        var document = OpenWorkspace.From(Run.Ten).Document!;
        foreach (var form in new[] { "json", "xlsx", "folder" })
        {
            var job = await world.OverAsync((await world.StartAsync("export", $$"""{ "form": "{{form}}" }""")).Id);
            var (name, _, content) = (await world.ResultAsync(job.Id)).File()!.Value;
            var path = Path.Combine(Directory.CreateTempSubdirectory("dais-").FullName, name);
            await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
            if (form == "folder") await ZipFile.ExtractToDirectoryAsync(path, path = Path.ChangeExtension(path, null), TestContext.Current.CancellationToken);
            Assert.Equal(document.Text, OpenWorkspace.From(path).Document!.Text);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_export_shows_what_its_asker_may_see_and_is_read_by_who_may_see_that(DatabaseEngine engine)
    {
        await using var world = await JobWorld.OpenAsync(engine, JobWorld.Meridian);
        var (trusted, other) = (new Caller("trusted", "Trusted"), new Caller("other", "Other"));
        await world.JoinAsync(trusted, "editor", sensitive: true);
        await world.JoinAsync(other, "editor", sensitive: false);
        await using var runner = await world.RunnerAsync();
        var all = await world.OverAsync((await world.StartAsync("export", caller: trusted)).Id);
        var shown = await world.OverAsync((await world.StartAsync("export", caller: other)).Id);
        Assert.Contains("\"arr\"", await TextAsync(trusted, all), StringComparison.Ordinal);
        Assert.DoesNotContain("\"arr\"", await TextAsync(other, shown), StringComparison.Ordinal);
        Assert.DoesNotContain("\"arr\"", await TextAsync(trusted, shown), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ForbiddenException>(() => TextAsync(other, all));

        async Task<string> TextAsync(Caller who, Job job) => Encoding.UTF8.GetString((await ReadJobResult.RunAsync(world.Store, who, world.Workspace, job.Id)).File()!.Value.Content);
    }

    [Fact]
    public async Task Who_has_lost_the_right_meanwhile_gets_no_answer()
    {
        await using var world = await JobWorld.OpenAsync(DatabaseEngine.Sqlite);
        var (leaving, lowered) = (new Caller("leaving", "Leaving"), new Caller("lowered", "Lowered"));
        await world.JoinAsync(leaving, "editor", sensitive: false);
        await world.JoinAsync(lowered, "editor", sensitive: false);
        var (first, second) = (await world.StartAsync("check", caller: leaving), await world.StartAsync("check", caller: lowered));
        await world.Store.InAsync(writes: true, async (db, _, _) =>
        {
            await db.Members.Where(m => m.Person == "leaving").ExecuteUpdateAsync(s => s.SetProperty(m => m.State, "removed"));
            return await db.Members.Where(m => m.Person == "lowered").ExecuteUpdateAsync(s => s.SetProperty(m => m.Role, "viewer"));
        });
        await using var runner = await world.RunnerAsync();
        foreach (var job in new[] { first, second }) Assert.Equal(JobState.Failed, (await world.OverAsync(job.Id)).State);
    }

    [Fact]
    public async Task An_answer_says_on_which_revision_it_rests_and_whether_it_is_stale()
    {
        await using var world = await JobWorld.OpenAsync(DatabaseEngine.Sqlite);
        await using var runner = await world.RunnerAsync();
        var id = (await world.OverAsync((await world.StartAsync("check")).Id)).Id;
        var fresh = await world.ResultAsync(id);
        Assert.Equal((1, 1, false), (fresh.Revision, fresh.CurrentRevision, fresh.Stale));
        await ReplaceWorkspace.RunAsync(world.Store, Caller.Local, world.Workspace, OpenWorkspace.From(Path.Combine(Run.Root, "samples", "golden", "M-04")).Document!);
        var stale = JsonNode.Parse((await world.ResultAsync(id)).Print())!;
        Assert.Equal((1, 2, true), ((long)stale["revision"]!, (long)stale["currentRevision"]!, (bool)stale["stale"]!));
        Assert.Contains(fresh.Json.TrimEnd('\n'), Encoding.UTF8.GetString((await world.ResultAsync(id)).Print()), StringComparison.Ordinal);
    }
}
