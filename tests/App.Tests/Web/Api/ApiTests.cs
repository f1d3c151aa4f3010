using System.Net;
using System.Text.Json.Nodes;
using Dais.Tests;
using Dais.Workspace.Jobs;
using Dais.Workspace.Solving;

namespace Dais.App.Tests.Web.Api;

/// <summary>The API at work, over HTTP, on both engines.</summary>
public sealed class ApiTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_thing_is_added_read_changed_and_removed_with_versions(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        using var added = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/initiatives", """{ "id": "n", "name": "New", "effort": { "t": 2 } }""");
        Assert.Equal((HttpStatusCode.Created, "\"2\"", "/api/workspaces/own/initiatives/n"), (added.StatusCode, added.Headers.ETag!.Tag, added.Headers.Location!.ToString()));
        using var again = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/initiatives", """{ "id": "n" }""");
        Assert.Equal(HttpStatusCode.PreconditionFailed, again.StatusCode);
        using var unsaid = await site.SendAsync("editor", HttpMethod.Put, "/api/workspaces/own/initiatives/n", """{ "name": "Newer" }""");
        Assert.Equal((HttpStatusCode)428, unsaid.StatusCode);
        using var changed = await site.SendAsync("editor", HttpMethod.Put, "/api/workspaces/own/initiatives/n", """{ "name": "Newer" }""", ("If-Match", "\"2\""));
        Assert.Equal("\"3\"", changed.Headers.ETag!.Tag);
        using var late = await site.SendAsync("owner", HttpMethod.Put, "/api/workspaces/own/initiatives/n", """{ "name": "Late" }""", ("If-Match", "\"2\""));
        var problem = await Answering.JsonAsync(late);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "\"2\"", "\"3\"", "Newer"), (late.StatusCode, (string?)problem["sentVersion"], (string?)problem["currentVersion"], (string?)problem["currentValue"]!["name"]));
        var was = await Answering.JsonAsync(await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/initiatives/n?asOf=2"));
        Assert.Equal("New", (string?)was["value"]!["name"]);
        using var fresh = await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/initiatives/n", headers: ("If-None-Match", "\"3\""));
        Assert.Equal(HttpStatusCode.NotModified, fresh.StatusCode);
        using var removed = await site.SendAsync("editor", HttpMethod.Delete, "/api/workspaces/own/initiatives/n", headers: ("If-Match", "\"3\""));
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        using var gone = await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/initiatives/n");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var undone = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/undo", "{}");
        Assert.Equal(4, (int)(await Answering.JsonAsync(undone))["undone"]!);
        Assert.Equal("Newer", (string?)(await Answering.JsonAsync(await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/initiatives/n")))["value"]!["name"]);
        var history = (JsonArray)(await Answering.JsonAsync(await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/initiatives/n/history")))["revisions"]!;
        Assert.Equal(["undo", "edit", "edit", "edit"], history.Select(r => (string?)r!["action"]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_request_with_a_key_is_carried_out_once(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        var answers = new List<(HttpStatusCode Status, string Body, string? Tag)>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/segments", """{ "id": "k", "size": 5 }""", ("Idempotency-Key", "one"));
            answers.Add((answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.ETag?.Tag));
            Assert.Equal(i > 0, answer.Headers.Contains("Idempotent-Replayed"));
        }

        Assert.Single(answers.Distinct());
        using var other = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/segments", """{ "id": "other" }""", ("Idempotency-Key", "one"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        using var theirs = await site.SendAsync("owner", HttpMethod.Post, "/api/workspaces/own/segments", """{ "id": "theirs" }""", ("Idempotency-Key", "one"));
        Assert.Equal(HttpStatusCode.Created, theirs.StatusCode);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_requests_with_one_key_at_the_same_moment_one_is_carried_out_and_all_are_answered_alike(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        for (var round = 0; round < 10; round++)
        {
            var name = "k" + round;
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
            {
                using var answer = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/segments", $$"""{ "id": "{{name}}", "size": 5 }""", ("Idempotency-Key", name));
                return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.ETag?.Tag, Again: answer.Headers.Contains("Idempotent-Replayed"));
            }));
            Assert.Equal((HttpStatusCode.Created, $"\"{round + 2}\""), (answers[0].StatusCode, answers[0].Tag));
            Assert.Single(answers.Select(a => a with { Again = false }).Distinct());
            Assert.Single(answers, a => !a.Again);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Lists_are_filtered_sorted_and_paged_and_hide_what_is_sensitive(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        for (var i = 0; i < 7; i++) (await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/segments", $$"""{ "id": "s{{i}}", "size": {{i * 10}} }""")).Dispose();
        var page = await Answering.JsonAsync(await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/segments?where=size>=20&sort=-size&skip=1&take=2"));
        Assert.Equal((5, 8), ((int)page["total"]!, (int)page["revision"]!));
        Assert.Equal(["s5", "s4"], ((JsonArray)page["items"]!).Select(i => (string?)i!["id"]));
        var accounts = await Answering.JsonAsync(await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/accounts"));
        Assert.Null(accounts["items"]![0]!["value"]!["arr"]);
        Assert.Equal(987654, (int)(await Answering.JsonAsync(await site.SendAsync("owner", HttpMethod.Get, "/api/workspaces/own/accounts")))["items"]![0]!["value"]!["arr"]!);
        using var guess = await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/accounts?where=arr>5");
        Assert.Equal(HttpStatusCode.Forbidden, guess.StatusCode);
        using var huge = await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/segments?take=1000000000");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, huge.StatusCode);
    }

    [Fact]
    public async Task A_stakeholder_finds_the_own_groups_asks_and_no_others()
    {
        await using var site = await Site.StartAsync();
        var found = await Answering.JsonAsync(await site.SendAsync("stakeholder", HttpMethod.Get, "/api/workspaces/own/search?words=ask"));
        Assert.Equal(["r"], ((JsonArray)found["hits"]!).Select(h => (string?)h!["id"]));
        Assert.Equal(2, ((JsonArray)(await Answering.JsonAsync(await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/search?words=ask")))["hits"]!).Count);
    }

    [Fact]
    public async Task A_file_of_requests_comes_in_as_a_batch_and_is_taken_back()
    {
        await using var site = await Site.StartAsync();
        var csv = "id,group,title,text\nn1,g,Passkeys,We need passkeys\nn2,g,Export,Export to a file\n";
        var map = "mapping: m\nfiles: { r: { name: requests.csv } }\nmake: [ { list: requests, from: r, fields: { id: \"{id}\", group: \"{group}\", title: \"{title}\", text: \"{text}\" } } ]\n";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/workspaces/own/imports?name=requests.csv&map=" + Uri.EscapeDataString(map)) { Content = new StringContent(csv, System.Text.Encoding.UTF8, "text/csv") };
        using var probe = await site.SendAsync("editor", HttpMethod.Get, "/api/me");
        request.Headers.Authorization = probe.RequestMessage!.Headers.Authorization;
        using var imported = await site.Serving.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await imported.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(imported.StatusCode == HttpStatusCode.OK, text);
        var batch = (long)JsonNode.Parse(text)!["revision"]!;
        Assert.Single((JsonArray)(await Answering.JsonAsync(await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/search?words=pass*")))["hits"]!);
        using var undone = await site.SendAsync("editor", HttpMethod.Post, $"/api/workspaces/own/imports/{batch}/undo", "{}");
        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.Empty((JsonArray)(await Answering.JsonAsync(await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/search?words=pass*")))["hits"]!);
    }

    [Fact]
    public async Task A_file_with_a_key_comes_in_once_and_another_file_is_not_taken_for_it()
    {
        await using var site = await Site.StartAsync();
        var map = Uri.EscapeDataString("mapping: m\nfiles: { r: { name: requests.csv } }\nmake: [ { list: requests, from: r, fields: { id: \"{id}\", title: \"{title}\" } } ]\n");
        var first = await BringAsync("id,title\nn1,Passkeys\n");
        var again = await BringAsync("id,title\nn1,Passkeys\n");
        var other = await BringAsync("id,title\nn2,Export\n");
        Assert.Equal((HttpStatusCode.OK, first.Body, true), (again.Status, again.Body, again.Again));
        Assert.Equal(1, (int)JsonNode.Parse(first.Body)!["changes"]![0]!["added"]!);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);

        async Task<(HttpStatusCode Status, string Body, bool Again)> BringAsync(string csv)
        {
            using var answer = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/imports?name=requests.csv&map=" + map, csv, ("Idempotency-Key", "file"));
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Contains("Idempotent-Replayed"));
        }
    }

    [Fact]
    public async Task A_plan_is_asked_for_and_says_when_it_is_older_than_the_workspace()
    {
        await using var site = await Site.StartAsync();
        await using var runner = await JobRunner.StartAsync(site.At.Store, Run.Solver, cancel: TestContext.Current.CancellationToken);
        using var asked = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/analyses/plan", """{ "seconds": 10 }""");
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var address = asked.Headers.Location!.ToString();
        JsonNode job;
        do
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            job = await Answering.JsonAsync(await site.SendAsync("viewer", HttpMethod.Get, address));
        }
        while ((string?)job["state"] is "queued" or "running");

        Assert.Equal("done", (string?)job["state"]);
        var result = await Answering.JsonAsync(await site.SendAsync("viewer", HttpMethod.Get, address + "/result"));
        Assert.Equal(("optimal", 1, false), ((string?)result["result"]!["status"], (int)result["revision"]!, (bool)result["stale"]!));
        (await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/segments", """{ "id": "later" }""")).Dispose();
        Assert.True((bool)(await Answering.JsonAsync(await site.SendAsync("viewer", HttpMethod.Get, address + "/result")))["stale"]!);
    }
}
