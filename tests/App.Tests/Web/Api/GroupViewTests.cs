using System.Net;
using System.Text.Json.Nodes;
using Dais.Tests;
using Dais.Workspace.Jobs;

namespace Dais.App.Tests.Web.Api;

/// <summary>What a stakeholder sees of a workspace, and that every number of it is the one that everyone else sees.</summary>
public sealed class GroupViewTests
{
    private static readonly string[] Groups = ["shops", "partners", "platform"], Hidden = ["secret-notes", "assistant", "Our buyers", "key-rotation"];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_number_is_that_of_the_committed_plan_and_of_the_groups_study(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        await using var runner = await JobRunner.StartAsync(site.At.Store, Run.Solver, cancel: TestContext.Current.CancellationToken);
        await TenAsync(site);
        var (result, study) = (await site.AnalysisAsync("owner", "own", "plan", """{ "work": 20000 }"""), await site.AnalysisAsync("owner", "own", "groups", """{ "work": 20000 }"""));
        var plan = result["result"]!;
        var cards = await CardsAsync(site, plan);
        var review = await CommitAsync(site, result, "First");
        var policy = study["result"]!["plans"]!.AsArray().Single(p => (string?)p!["kind"] == "policy")!;
        var told = 0;
        Assert.Equal((double)plan["objective"]!, (double)study["result"]!["policyPlan"]!["objective"]!, 1e-9);
        foreach (var group in Groups)
        {
            var view = await ViewAsync(site, "viewer", group);
            Assert.Equal((review, "First", plan["periods"]!.ToJsonString()), ((string?)view["plan"]!["review"], (string?)view["plan"]!["name"], view["plan"]!["periods"]!.ToJsonString()));
            var fares = policy["groups"]!.AsArray().SingleOrDefault(g => (string?)g!["id"] == group);
            foreach (var name in new[] { "value", "satisfaction", "regret" }) Assert.Equal((double?)fares?[name], (double?)view["fares"]?[name]);
            var own = study["result"]!["groups"]!.AsArray().SingleOrDefault(g => (string?)g!["id"] == group);
            Assert.Equal((double?)own?["ownBest"]!["value"], (double?)view["fares"]?["ownBest"]);
            if (own is not null) Assert.Equal((double)own["share"]!, (double)view["share"]!["target"]!);
            told += fares is null ? 0 : 1;
            foreach (var bucket in view["buckets"]!.AsArray())
            {
                var planned = plan["buckets"]!.AsArray().Single(b => (string?)b!["id"] == (string?)bucket!["id"])!;
                Assert.Equal(((double)planned["share"]!, (double)planned["effort"]!), ((double)bucket!["planned"]!, (double)bucket["effort"]!));
            }

            Work(plan, view, cards);
            cards.RemoveAll(c => view["work"]!.AsArray().Any(w => (string?)w!["id"] == (string?)c["id"]));
        }

        Assert.Empty(cards);
        Assert.True(told > 1);   // One group has no stake in what customers get.
    }

    [Fact]
    public async Task Asks_say_where_the_work_stands_that_they_are_about()
    {
        await using var site = await Site.StartAsync();
        await using var runner = await JobRunner.StartAsync(site.At.Store, Run.Solver, cancel: TestContext.Current.CancellationToken);
        await TenAsync(site);
        await site.SendAsync("owner", HttpMethod.Post, "/api/workspaces/own/requests", """{ "id": "r3", "group": "shops", "title": "A better ledger", "links": [ { "capability": "ledger" } ], "status": "open" }""").DemandAsync(HttpStatusCode.Created);
        var before = await ViewAsync(site, "viewer", "shops");
        Assert.Null(before["plan"]);
        Assert.Null(before["fares"]);
        Assert.Equal("open", (string?)Ask(before, "r1")["about"]![0]!["standing"]);
        var result = await site.AnalysisAsync("owner", "own", "plan", """{ "work": 20000, "policy": { "bans": ["sso-quick"], "pins": [ { "initiative": "sso", "finish": "2027-Q3" } ] } }""");
        await CommitAsync(site, result, "First");
        var plan = result["result"]!;
        var shops = await ViewAsync(site, "viewer", "shops");
        Assert.Equal(2, (int)shops["asks"]!);
        var sso = Ask(shops, "r1")["about"]![0]!;
        Assert.Equal(("initiatives", "planned", "2027-Q3", "P0"), ((string?)sso["kind"], (string?)sso["standing"], (string?)sso["by"], (string?)Ask(shops, "r1")["priority"]));
        var ledger = Ask(shops, "r3")["about"]![0]!;
        var planned = plan["initiatives"]!.AsArray().SingleOrDefault(i => (string?)i!["id"] == "ledger-2");
        Assert.Equal((planned is null ? "notPlanned" : "planned", (string?)planned?["finish"]), ((string?)ledger["standing"], (string?)ledger["by"]));
        Assert.Equal(["ledger-2"], ledger["work"]!.AsArray().Select(w => (string?)w));
        var stock = Ask(await ViewAsync(site, "viewer", "partners"), "r2")["about"]![0]!;
        var available = plan["useCases"]!.AsArray().SingleOrDefault(u => (string?)u!["id"] == "live-stock");
        Assert.Equal((available is null ? "notPlanned" : "planned", (string?)available?["available"]), ((string?)stock["standing"], (string?)stock["by"]));
        await site.SendAsync("owner", HttpMethod.Post, "/api/workspaces/own/close", """{ "period": "2027-Q1", "finished": ["sso"] }""").DemandAsync(HttpStatusCode.Created);
        var closed = Ask(await ViewAsync(site, "viewer", "shops"), "r1")["about"]![0]!;
        Assert.Equal(("done", "2027-Q3"), ((string?)closed["standing"], (string?)closed["by"]));
    }

    [Fact]
    public async Task A_stakeholder_sees_the_own_group_and_nothing_of_others()
    {
        await using var site = await Site.StartAsync();
        await using var runner = await JobRunner.StartAsync(site.At.Store, Run.Solver, cancel: TestContext.Current.CancellationToken);
        await TenAsync(site);
        await site.SendAsync("owner", HttpMethod.Put, "/api/workspaces/own/groups/partners", """{ "name": "Partner developers", "notes": "secret-notes" }""", ("If-Match", "*")).DemandAsync(HttpStatusCode.OK);
        await site.SendAsync("owner", HttpMethod.Put, "/api/workspaces/own/members/stakeholder", """{ "role": "stakeholder", "group": "partners" }""").DemandAsync(HttpStatusCode.OK);
        await CommitAsync(site, await site.AnalysisAsync("owner", "own", "plan", """{ "work": 20000 }"""), "First");
        var view = await ViewAsync(site, "stakeholder", "partners");
        Assert.True(JsonNode.DeepEquals(view, await ViewAsync(site, "owner", "partners")));
        Assert.Equal(["r2"], view["requests"]!.AsArray().Select(r => (string?)r!["id"]));
        Assert.Equal(["partners"], view["buckets"]!.AsArray().Select(b => (string?)b!["id"]));
        var text = view.ToJsonString();
        Assert.All(Hidden, hidden => Assert.DoesNotContain(hidden, text, StringComparison.Ordinal));
        foreach (var other in new[] { "shops", "never" }) await site.SendAsync("stakeholder", HttpMethod.Get, $"/api/workspaces/own/groups/{other}/view").DemandAsync(HttpStatusCode.Forbidden);
        await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/groups/never/view").DemandAsync(HttpStatusCode.NotFound);
        await site.SendAsync("stakeholder", HttpMethod.Get, "/api/workspaces/own/groups/partners/view?review=never").DemandAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_shows_the_last_committed_plan_as_it_was_frozen_or_the_one_of_a_review()
    {
        await using var site = await Site.StartAsync();
        await using var runner = await JobRunner.StartAsync(site.At.Store, Run.Solver, cancel: TestContext.Current.CancellationToken);
        await TenAsync(site);
        var first = await CommitAsync(site, await site.AnalysisAsync("owner", "own", "plan", """{ "work": 20000 }"""), "First");
        var second = await CommitAsync(site, await site.AnalysisAsync("owner", "own", "plan", """{ "work": 20000, "policy": { "release": true, "lens": "platform" } }"""), "Second");
        var frozen = await ViewAsync(site, "viewer", "shops");
        Assert.Equal(second, (string?)frozen["plan"]!["review"]);
        Assert.Equal("First", (string?)(await ViewAsync(site, "viewer", "shops", first))["plan"]!["name"]);
        await site.SendAsync("owner", HttpMethod.Put, "/api/workspaces/own/initiatives/sso", """{ "name": "Single sign-on", "bucket": "shops", "effort": { "identity": 1 } }""", ("If-Match", "*")).DemandAsync(HttpStatusCode.OK);
        var later = await ViewAsync(site, "viewer", "shops");
        Assert.True((long)later["revision"]! > (long)frozen["revision"]!);
        foreach (var name in new[] { "plan", "work", "buckets", "share", "fares" }) Assert.Equal(frozen[name]?.ToJsonString().Replace("committed", "", StringComparison.Ordinal).Replace("proposed", "", StringComparison.Ordinal), later[name]?.ToJsonString().Replace("committed", "", StringComparison.Ordinal).Replace("proposed", "", StringComparison.Ordinal));
    }

    // The cards are asked for before the plan is committed: afterwards there are promises, which it says nothing of.
    private static async Task<List<JsonNode>> CardsAsync(Site site, JsonNode plan)
    {
        var cards = new List<JsonNode>();
        foreach (var id in plan["initiatives"]!.AsArray().Select(i => (string)i!["id"]!).Where(i => i is "ledger-2" or "events-2" or "sso" or "webhooks"))
            cards.Add((await site.AnalysisAsync("owner", "own", "why-not", new JsonObject { ["id"] = id, ["plan"] = plan.DeepClone(), ["work"] = 20000 }.ToJsonString()))["result"]!);
        Assert.True(cards.Count > 1);
        return cards;
    }

    private static void Work(JsonNode plan, JsonNode view, List<JsonNode> cards)
    {
        foreach (var work in view["work"]!.AsArray())
        {
            var planned = plan["initiatives"]!.AsArray().SingleOrDefault(i => (string?)i!["id"] == (string?)work!["id"]);
            Assert.Equal(((string?)planned?["start"], (string?)planned?["finish"]), ((string?)work!["start"], (string?)work["finish"]));
            Assert.Equal(planned is null ? "notPlanned" : "planned", (string?)work["standing"]);
            if (cards.Find(c => (string?)c["id"] == (string?)work["id"])?["dates"] is not { } dates) continue;
            Assert.Equal(((string?)dates["p50"], (string?)dates["p85"]), ((string?)work["dates"]!["p50"], (string?)work["dates"]!["p85"]));
            Assert.Equal((double)dates["late"]!, (double)work["dates"]!["late"]!, 1e-6);
        }
    }

    private static JsonNode Ask(JsonNode view, string id) => view["requests"]!.AsArray().Single(r => (string?)r!["id"] == id)!;

    private static async Task TenAsync(Site site)
    {
        var document = await File.ReadAllTextAsync(Run.Ten, TestContext.Current.CancellationToken);
        await site.SendAsync("owner", HttpMethod.Put, "/api/workspaces/own/document", document, ("If-Match", "*")).DemandAsync(HttpStatusCode.OK);
    }

    private static async Task<string> CommitAsync(Site site, JsonNode result, string name)
    {
        var offer = new JsonObject { ["name"] = name, ["revision"] = (long)result["revision"]!, ["plan"] = result["result"]!.DeepClone() };
        return (string)(await site.SendAsync("owner", HttpMethod.Post, "/api/workspaces/own/commit", offer.ToJsonString()).DemandAsync(HttpStatusCode.Created))["review"]!;
    }

    private static Task<JsonNode> ViewAsync(Site site, string caller, string group, string? review = null) =>
        site.SendAsync(caller, HttpMethod.Get, $"/api/workspaces/own/groups/{group}/view" + (review is null ? "" : "?review=" + review)).DemandAsync(HttpStatusCode.OK);
}
