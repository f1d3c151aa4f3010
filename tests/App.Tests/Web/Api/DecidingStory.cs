using System.Net;
using System.Text.Json.Nodes;
using Dais.Tests;
using Dais.Workspace.Jobs;

namespace Dais.App.Tests.Web.Api;

/// <summary>Meridian is planned, the plan is committed, a quarter closed and opened again, a scenario applied, a decision taken: all of it over HTTP, on both engines.</summary>
public sealed class DecidingStory
{
    private const string At = "/api/workspaces/meridian";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_plan_is_promised_a_quarter_closed_a_scenario_applied_and_a_decision_keeps_its_facts(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        await using var runner = await JobRunner.StartAsync(site.At.Store, Run.Solver, cancel: TestContext.Current.CancellationToken);
        await MakeAsync(site);
        await CommitAsync(site);
        await CloseAndUndoAsync(site);
        await ApplyAsync(site);
        await DecideAsync(site);
    }

    private static async Task MakeAsync(Site site)
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Run.Root, "samples", "meridian", "workspace.json"), TestContext.Current.CancellationToken);
        await Post(site, "/api/workspaces", $$"""{ "id": "meridian", "name": "Meridian", "document": {{document}} }""").DemandAsync(HttpStatusCode.Created);
    }

    private static async Task CommitAsync(Site site)
    {
        var result = await site.AnalysisAsync("administrator", "meridian", "plan", """{ "work": 20000, "policy": { "release": true } }""");
        var offer = new JsonObject { ["name"] = "Plan of 2027", ["revision"] = (long)result["revision"]!, ["plan"] = result["result"]!.DeepClone() };
        var made = await Post(site, At + "/commit", offer.ToJsonString(), "commit").DemandAsync(HttpStatusCode.Created);
        using (var again = await Post(site, At + "/commit", offer.ToJsonString(), "commit"))
        {
            Assert.Equal((HttpStatusCode.Created, true, $"{At}/reviews/{made["review"]}"), (again.StatusCode, again.Headers.Contains("Idempotent-Replayed"), again.Headers.Location!.ToString()));
        }

        var review = (await Get(site, $"{At}/reviews/{made["review"]}"))["value"]!;
        Assert.Equal(("commit", "Plan of 2027", 1), ((string?)review["sort"], (string?)review["name"], (int)review["revision"]!));
        Assert.True(JsonNode.DeepEquals(result["result"], review["plan"]));
        var first = review["plan"]!["initiatives"]![0]!;
        Assert.Equal((string?)first["finish"], (string?)(await Get(site, $"{At}/initiatives/{first["id"]}"))["value"]!["committedFinish"]);
        await Put(site, "segments/newcomers", """{ "size": 5 }""", null);
        var late = await Post(site, At + "/commit", offer.ToJsonString()).DemandAsync(HttpStatusCode.PreconditionFailed);
        Assert.Contains("plan again", (string?)late["what"], StringComparison.Ordinal);
        await Post(site, At + "/undo", "{}").DemandAsync(HttpStatusCode.OK);
    }

    private static async Task CloseAndUndoAsync(Site site)
    {
        var before = await Text(site);
        var first = (string)(await Get(site, At + "/platform"))["value"]!["periods"]!["first"]!;
        var page = (JsonArray)(await Get(site, $"{At}/initiatives?where=status=committed&take=200"))["items"]!;
        var (one, other) = ((string)page[0]!["id"]!, (string)page[1]!["id"]!);
        var team = page[1]!["value"]!["effort"]!.AsObject().First().Key;
        var wrong = await Post(site, At + "/close", $$"""{ "period": "{{first}}", "finnished": [] }""").DemandAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("finished", (string?)wrong["maybe"], StringComparison.Ordinal);
        await Post(site, At + "/close", """{ "period": "2031-Q1", "finished": [] }""").DemandAsync(HttpStatusCode.UnprocessableEntity);
        var quarter = $$"""{ "period": "{{first}}", "finished": ["{{one}}"], "work": [ { "team": "{{team}}", "initiative": "{{other}}", "ew": 1.5 } ], "remaining": { "{{other}}": { "{{team}}": { "p10": 1, "p50": 2, "p90": 4 } } }, "note": "as it went" }""";
        var closed = await Post(site, At + "/close", quarter, "close").DemandAsync(HttpStatusCode.Created);
        var review = (await Get(site, $"{At}/reviews/{closed["review"]}"))["value"]!;
        Assert.Equal(("close", first, "as it went"), ((string?)review["sort"], (string?)review["period"], (string?)review["note"]));
        Assert.Equal([one], review["actuals"]!["finished"]!["actual"]!.AsArray().Select(f => (string?)f));
        Assert.Contains(review["actuals"]!["work"]!.AsArray(), w => (string?)w!["initiative"] == other && (double)w["actual"]! == 1.5);
        Assert.NotEqual(first, (string?)(await Get(site, At + "/platform"))["value"]!["periods"]!["first"]);
        Assert.Equal("done", (string?)(await Get(site, $"{At}/initiatives/{one}"))["value"]!["status"]);
        Assert.Equal(2, (int)(await Get(site, $"{At}/initiatives/{other}"))["value"]!["remaining"]![team]!["p50"]!);
        var again = await Post(site, At + "/close", quarter).DemandAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("closed already", (string?)again["maybe"], StringComparison.Ordinal);
        await Post(site, $"{At}/undo?revision={closed["revision"]}", "{}").DemandAsync(HttpStatusCode.OK);
        Assert.Equal(before, await Text(site));
    }

    private static async Task ApplyAsync(Site site)
    {
        var bucket = (await Get(site, At + "/buckets/market"))["value"]!;
        var revision = (long)(await Get(site, At + "/platform"))["revision"]!;
        await Put(site, "scenarios/wider", $$"""{ "name": "wider", "base": {{revision}}, "changes": [ { "bucket": "market", "share": 0.06, "max": 0.08 }, { "effort": "shopping-assistant", "times": 0.5 } ] }""", null);
        await Put(site, "buckets/market", With(bucket, "share", 0.051), "*");
        var conflict = await Post(site, At + "/scenarios/wider/apply", "{}").DemandAsync(HttpStatusCode.Conflict);
        var listed = Assert.Single(conflict["conflicts"]!.AsArray())!;
        Assert.Equal(("buckets/market", "share", 0.06, 0.051), ((string?)listed["thing"], (string?)listed["field"], (double)listed["wanted"]!, (double)listed["now"]!));
        Assert.Null((await Get(site, At + "/scenarios/wider"))["value"]!["status"]);
        await Put(site, "buckets/market", With(bucket, "name", "Marketplaces"), "*");
        using (var stale = await Post(site, At + "/scenarios/wider/apply", "{}", null, "\"1\"")) Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        var applied = await Post(site, At + "/scenarios/wider/apply", "{}", "apply").DemandAsync(HttpStatusCode.OK);
        Assert.Equal("applied", (string?)applied["status"]);
        var after = (await Get(site, At + "/buckets/market"))["value"]!;
        Assert.Equal(("Marketplaces", 0.06, 0.08), ((string?)after["name"], (double)after["share"]!, (double)after["max"]!));
        await Post(site, At + "/scenarios/wider/discard", "{}").DemandAsync(HttpStatusCode.UnprocessableEntity);
        await Put(site, "scenarios/other", """{ "changes": [ { "forbid": "shopping-assistant" } ] }""", null);
        await Post(site, At + "/scenarios/other/discard", "{}", "discard").DemandAsync(HttpStatusCode.OK);
        Assert.Equal("discarded", (string?)(await Get(site, At + "/scenarios/other"))["value"]!["status"]);
    }

    private static async Task DecideAsync(Site site)
    {
        var (group, bucket) = (await Get(site, At + "/groups/bu1"), await Get(site, At + "/buckets/market"));
        await Put(site, "groups/bu1", With(group["value"]!, "notes", "secret-notes"), "*");
        var taken = await Post(site, At + "/decide", """{ "title": "The market gets more", "about": ["buckets/market", "groups/bu1"], "why": "It asks for it.", "because": ["asked", "small"] }""", "decide").DemandAsync(HttpStatusCode.Created);
        await Put(site, "buckets/market", With(bucket["value"]!, "name", "Another name"), "*");
        var decision = await Get(site, $"{At}/decisions/{taken["id"]}");
        var facts = decision["value"]!["facts"]!["things"]!;
        Assert.Equal((long)bucket["version"]!, (long)facts["buckets/market"]!["version"]!);
        Assert.True(JsonNode.DeepEquals(bucket["value"], facts["buckets/market"]!["value"]));
        Assert.DoesNotContain("secret-notes", decision.ToJsonString(), StringComparison.Ordinal);
        using var rewritten = await site.SendAsync("administrator", HttpMethod.Put, $"{At}/decisions/{taken["id"]}", With(decision["value"]!, "facts", new JsonObject()), ("If-Match", "*"));
        Assert.Equal(HttpStatusCode.Forbidden, rewritten.StatusCode);
    }

    private static string With(JsonNode thing, string field, JsonNode value)
    {
        var changed = thing.DeepClone();
        changed[field] = value;
        return changed.ToJsonString();
    }

    private static Task<HttpResponseMessage> Post(Site site, string path, string body, string? key = null, string? match = null) =>
        site.SendAsync("administrator", HttpMethod.Post, path, body, [.. key is null ? [] : new[] { ("Idempotency-Key", key) }, .. match is null ? [] : new[] { ("If-Match", match) }]);

    private static async Task Put(Site site, string thing, string body, string? match)
    {
        using var answer = await site.SendAsync("administrator", HttpMethod.Put, $"{At}/{thing}", body, match is null ? ("If-None-Match", "*") : ("If-Match", match));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Task<JsonNode> Get(Site site, string path) => site.SendAsync("administrator", HttpMethod.Get, path).DemandAsync(HttpStatusCode.OK);

    private static async Task<string> Text(Site site) => (await Get(site, At + "/document")).ToJsonString();
}
