using System.Net;
using Dais.Tests;

namespace Dais.App.Tests.Web.Api;

/// <summary>Who meets another's change is told both versions and what stands there now, as far as they may see it.</summary>
public sealed class ConflictTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_current_value_comes_along_without_what_the_caller_may_not_see(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.SendAsync("owner", HttpMethod.Put, "/api/workspaces/own/accounts/a", """{ "name": "Later", "segment": "s", "arr": 987654, "notes": "secret-notes" }""", ("If-Match", "\"1\"")).DemandAsync(HttpStatusCode.OK);
        foreach (var (caller, sees) in new[] { ("owner", true), ("editor", false) })
        {
            foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete })
            {
                var problem = await site.SendAsync(caller, method, "/api/workspaces/own/accounts/a", method == HttpMethod.Put ? """{ "name": "Mine" }""" : null, ("If-Match", "\"1\"")).DemandAsync(HttpStatusCode.PreconditionFailed);
                Assert.Equal("\"2\"", (string?)problem["currentVersion"]);
                Assert.Equal(("a", "Later"), ((string?)problem["currentValue"]!["id"], (string?)problem["currentValue"]!["name"]));
                Assert.Equal(sees, problem.ToJsonString().Contains("987654", StringComparison.Ordinal));
                Assert.Equal(sees, problem.ToJsonString().Contains("secret-notes", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task A_change_set_an_undo_and_a_new_thing_of_a_known_id_tell_it_too()
    {
        await using var site = await Site.StartAsync();
        await site.SendAsync("owner", HttpMethod.Put, "/api/workspaces/own/groups/g", """{ "name": "Later", "notes": "secret-notes" }""", ("If-Match", "*")).DemandAsync(HttpStatusCode.OK);
        var several = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/changes", """{ "changes": [ { "kind": "groups", "id": "g", "value": { "name": "Mine" }, "version": 1 } ] }""").DemandAsync(HttpStatusCode.PreconditionFailed);
        var fresh = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/groups", """{ "id": "g", "name": "Mine" }""").DemandAsync(HttpStatusCode.PreconditionFailed);
        await site.SendAsync("editor", HttpMethod.Put, "/api/workspaces/own/groups/g", """{ "name": "Latest" }""", ("If-Match", "\"2\"")).DemandAsync(HttpStatusCode.OK);
        var undone = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/undo?revision=2", "{}").DemandAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal(["Later", "Later", "Latest"], new[] { several, fresh, undone }.Select(p => (string?)p["currentValue"]!["name"]));
        Assert.All(new[] { several, fresh, undone }, p => Assert.DoesNotContain("secret-notes", p.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_sees_one_groups_view_only_is_not_told_what_others_wrote()
    {
        await using var site = await Site.StartAsync();
        await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/comments", """{ "id": "c", "about": "initiatives/i", "text": "between-us" }""").DemandAsync(HttpStatusCode.Created);
        var problem = await site.SendAsync("stakeholder", HttpMethod.Post, "/api/workspaces/own/comments", """{ "id": "c", "about": "initiatives/i", "text": "Mine" }""").DemandAsync(HttpStatusCode.PreconditionFailed);
        Assert.Null(problem["currentValue"]);
        Assert.DoesNotContain("between-us", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_document_is_met_by_its_revision()
    {
        await using var site = await Site.StartAsync();
        var document = await site.SendAsync("owner", HttpMethod.Get, "/api/workspaces/own/document").DemandAsync(HttpStatusCode.OK);
        await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/segments", """{ "id": "later" }""").DemandAsync(HttpStatusCode.Created);
        var problem = await site.SendAsync("owner", HttpMethod.Put, "/api/workspaces/own/document", document.ToJsonString(), ("If-Match", "\"1\"")).DemandAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal(("\"1\"", "\"2\"", true), ((string?)problem["sentVersion"], (string?)problem["currentVersion"], problem["currentValue"] is null));
    }
}
