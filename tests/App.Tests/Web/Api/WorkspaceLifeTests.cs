using System.Net;
using System.Text.Json.Nodes;
using Dais.Tests;
using Microsoft.EntityFrameworkCore;

namespace Dais.App.Tests.Web.Api;

/// <summary>A workspace gets another name, and goes.</summary>
public sealed class WorkspaceLifeTests
{
    /// <summary>Every table with rows of a workspace, and the column that says of which.</summary>
    private const string WorkspaceColumn = "workspace";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_workspace_gets_another_name_and_the_audit_has_both(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.SendAsync("owner", HttpMethod.Put, "/api/workspaces/own/name", """{ "name": "  " }""").DemandAsync(HttpStatusCode.UnprocessableEntity);
        var renamed = await site.SendAsync("owner", HttpMethod.Put, "/api/workspaces/own/name", """{ "name": " Better " }""").DemandAsync(HttpStatusCode.OK);
        Assert.Equal(("own", "Better"), ((string?)renamed["id"], (string?)renamed["name"]));
        var mine = await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces").DemandAsync(HttpStatusCode.OK);
        Assert.Equal(["Better"], mine["workspaces"]!.AsArray().Select(w => (string?)w!["name"]));
        Assert.Equal("Own", (string?)(await site.SendAsync("viewer", HttpMethod.Get, "/api/workspaces/own/platform").DemandAsync(HttpStatusCode.OK))["value"]!["name"]);
        var line = (await site.SendAsync("owner", HttpMethod.Get, "/api/workspaces/own/audit").DemandAsync(HttpStatusCode.OK))["lines"]![0]!;
        Assert.Equal(("workspace.rename", "owner"), ((string?)line["action"], (string?)line["actor"]));
        var detail = JsonNode.Parse((string)line["detail"]!)!;
        Assert.Equal(("Own", "Better"), ((string?)detail["from"], (string?)detail["to"]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_deleted_workspace_is_gone_from_every_table_and_the_audit_tells_of_it(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        await FillAsync(site);
        var all = await TablesAsync(site);
        Assert.Superset(new HashSet<string>(["items", "revisions", "changes", "members", "jobs", "signals", "signal_words", "signal_history", "invitations"]), all.Where(t => t.Value.Own > 0).Select(t => t.Key).ToHashSet());
        var foreign = all.ToDictionary(t => t.Key, t => t.Value.Foreign);
        var misspelt = await site.SendAsync("owner", HttpMethod.Post, "/api/workspaces/own/delete", """{ "name": "own" }""").DemandAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("\"Own\"", (string?)misspelt["maybe"], StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
        {
            using var deleted = await site.SendAsync("owner", HttpMethod.Post, "/api/workspaces/own/delete", """{ "name": "Own" }""", ("Idempotency-Key", "gone"));
            Assert.Equal((HttpStatusCode.OK, i > 0), (deleted.StatusCode, deleted.Headers.Contains("Idempotent-Replayed")));
        }

        await site.SendAsync("owner", HttpMethod.Get, "/api/workspaces/own/platform").DemandAsync(HttpStatusCode.NotFound);
        Assert.Empty((await site.SendAsync("owner", HttpMethod.Get, "/api/workspaces").DemandAsync(HttpStatusCode.OK))["workspaces"]!.AsArray());
        var left = await TablesAsync(site);
        Assert.Equal(["audit"], left.Where(t => t.Value.Own > 0).Select(t => t.Key));
        Assert.Equal(foreign, left.ToDictionary(t => t.Key, t => t.Value.Foreign));
        Assert.DoesNotContain("kept-in-an-answer", await site.At.Store.InAsync(writes: false, (db, _, _) => Task.FromResult(string.Join('\n', db.Answered.Select(a => a.Body)))), StringComparison.Ordinal);
        var audit = (await site.SendAsync("administrator", HttpMethod.Get, "/api/audit").DemandAsync(HttpStatusCode.OK))["lines"]![0]!;
        Assert.Equal(("workspace.delete", "owner", "workspaces/own"), ((string?)audit["action"], (string?)audit["actor"], (string?)audit["subject"]));
        var chain = await site.SendAsync("administrator", HttpMethod.Get, "/api/audit/verify").DemandAsync(HttpStatusCode.OK);
        Assert.Null(chain["broken"]);
    }

    [Fact]
    public async Task Another_workspace_of_the_same_id_has_nothing_of_the_first()
    {
        await using var site = await Site.StartAsync();
        for (var i = 0; i < 3; i++) await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/segments", $$"""{ "id": "old{{i}}" }""").DemandAsync(HttpStatusCode.Created);
        await site.SendAsync("owner", HttpMethod.Post, "/api/workspaces/own/delete", """{ "name": "Own" }""").DemandAsync(HttpStatusCode.OK);
        await site.SendAsync("administrator", HttpMethod.Post, "/api/workspaces", """{ "id": "own", "name": "Own again" }""").DemandAsync(HttpStatusCode.Created);
        for (var i = 0; i < 5; i++)
        {
            var page = await site.SendAsync("administrator", HttpMethod.Get, "/api/workspaces/own/segments").DemandAsync(HttpStatusCode.OK);
            Assert.Equal(Enumerable.Range(0, i).Select(n => $"new{n}"), page["items"]!.AsArray().Select(s => (string?)s!["id"]));
            await site.SendAsync("administrator", HttpMethod.Post, "/api/workspaces/own/segments", $$"""{ "id": "new{{i}}" }""").DemandAsync(HttpStatusCode.Created);
        }

        await site.SendAsync("editor", HttpMethod.Get, "/api/workspaces/own/platform").DemandAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_another_process_remembers_of_a_deleted_workspace_is_not_taken_for_the_next_of_its_id()
    {
        await using var site = await Site.StartAsync();
        var store = site.At.Store;
        var remembered = await Workspace.ReadWorkspace.RunAsync(store, Workspace.People.Caller.Local, "own");
        var row = await store.InAsync(writes: false, (db, _, _) => Task.FromResult(db.Workspaces.Single(w => w.Id == "own")));
        await site.SendAsync("owner", HttpMethod.Post, "/api/workspaces/own/delete", """{ "name": "Own" }""").DemandAsync(HttpStatusCode.OK);
        await site.SendAsync("administrator", HttpMethod.Post, "/api/workspaces", """{ "id": "own", "name": "Own again" }""").DemandAsync(HttpStatusCode.Created);
        store.Forget("own");
        store.Remember(row, remembered);   // As a process does that has not heard of it.
        var page = await site.SendAsync("administrator", HttpMethod.Get, "/api/workspaces/own/initiatives").DemandAsync(HttpStatusCode.OK);
        Assert.Empty(page["items"]!.AsArray());
    }

    private static async Task FillAsync(Site site)
    {
        await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/segments", """{ "id": "more" }""").DemandAsync(HttpStatusCode.Created);
        await site.SendAsync("editor", HttpMethod.Put, "/api/workspaces/own/requests/r", """{ "group": "g", "title": "Another title" }""", ("If-Match", "*")).DemandAsync(HttpStatusCode.OK);
        await site.SendAsync("owner", HttpMethod.Post, "/api/workspaces/own/members", """{ "email": "new@example.org", "terms": { "role": "viewer" } }""").DemandAsync(HttpStatusCode.Created);
        await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/analyses/value", """{ "id": "kept-in-an-answer" }""", ("Idempotency-Key", "never")).DemandAsync(HttpStatusCode.Accepted);
    }

    private static Task<Dictionary<string, (long Own, long Foreign)>> TablesAsync(Site site) => site.At.Store.InAsync(writes: false, async (db, connection, transaction) =>
    {
        var tables = db.Model.GetEntityTypes().Where(e => e.GetProperties().Any(p => p.GetColumnName() == WorkspaceColumn)).Select(e => e.GetTableName()!).Distinct().ToList();
        var counts = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        foreach (var table in tables) counts[table] = (await CountAsync(table, "own"), await CountAsync(table, "foreign"));
        return counts;

        async Task<long> CountAsync(string table, string workspace)
        {
            await using var command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, $"SELECT COUNT(*) FROM {table} WHERE workspace = '{workspace}'");
            return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), provider: null);
        }
    });
}
