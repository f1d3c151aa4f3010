using System.Net;
using Dais.App.Web.Access;
using Dais.App.Web.Api;
using Dais.Tests;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Tests.Web.Api;

/// <summary>Every request that makes something can be sent again, with a key, and is carried out once.</summary>
public sealed class OnceTests
{
    private const string Secret = "its answer is a code that is shown once, of which the store keeps no more than a hash; sent again it makes another code in the place of the first, and nothing is there twice";

    /// <summary>What takes no key, and why.</summary>
    private static readonly Dictionary<string, string> Without = new(StringComparer.Ordinal)
    {
        ["members.invite"] = Secret,
        ["people.invite"] = Secret,
        ["people.recover"] = Secret,
    };

    [Fact]
    public async Task Every_post_takes_a_key_or_is_named_with_the_reason_why_not()
    {
        await using var site = await Site.StartAsync();
        var posts = site.Serving.Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<Demand>() is not null && e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("POST"))
            .Select(e => (Name: e.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, Path: e.RoutePattern.RawText!)).ToList();
        Assert.True(posts.Count > 40);
        var wrong = new List<string>();
        foreach (var (name, path) in posts)
        {
            var (caller, body) = (name.StartsWith("people.", StringComparison.Ordinal) || name == "workspaces.add" ? "administrator" : "owner", Body(name));
            var address = path.Replace("{workspace}", "own", StringComparison.Ordinal).Replace("{person}", "viewer", StringComparison.Ordinal).Replace("{batch}", "1", StringComparison.Ordinal).Replace("{id}", "none", StringComparison.Ordinal);
            using var answer = await site.SendAsync(caller, HttpMethod.Post, address, body, ("Idempotency-Key", new string('k', 201)));
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var takes = answer.StatusCode == HttpStatusCode.UnprocessableEntity && text.Contains("\"where\":\"Idempotency-Key\"", StringComparison.Ordinal);
            if (takes == Without.ContainsKey(name)) wrong.Add($"{name} {(takes ? "takes a key" : "takes no key")}: {(int)answer.StatusCode} {text}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(Without.Keys.Except(posts.Select(p => p.Name)));
        Assert.Equal(Without, site.Serving.Endpoints.Where(e => e.Metadata.GetMetadata<WithoutKey>() is not null).ToDictionary(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, e => e.Metadata.GetMetadata<WithoutKey>()!.Reason));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_done_about_people_jobs_and_files_is_done_once_for_a_key(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        var map = "mapping: m\nfiles: { r: { name: requests.csv } }\nmake: [ { list: requests, from: r, fields: { id: \"{id}\", group: \"{group}\", title: \"{title}\" } } ]\n";
        var job = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/analyses/check", "{}").DemandAsync(HttpStatusCode.Accepted);
        foreach (var (caller, path, body, audited) in new[]
        {
            ("owner", "/api/workspaces/own/members/viewer/suspend", "{}", "member.suspend"),
            ("owner", "/api/workspaces/own/members/viewer/restore", "{}", "member.restore"),
            ("administrator", "/api/people/outsider/suspend", "{}", "person.suspend"),
            ("administrator", "/api/people/outsider/restore", "{}", "person.restore"),
            ("administrator", "/api/people/editor/appoint", """{ "workspace": "own" }""", "owner.appoint"),
            ("editor", $"/api/workspaces/own/jobs/{job["id"]}/cancel", "{}", null),
            ("editor", "/api/workspaces/own/imports?name=requests.csv&map=" + Uri.EscapeDataString(map), "id,group,title\nn1,g,Passkeys\n", null),
        })
        {
            var given = new List<string>();
            for (var i = 0; i < 3; i++)
            {
                using var answer = await site.SendAsync(caller, HttpMethod.Post, path, body, ("Idempotency-Key", path[..Math.Min(path.Length, 100)]));
                given.Add(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                Assert.True(answer.StatusCode == HttpStatusCode.OK, path + ": " + given[^1]);
                Assert.Equal(i > 0, answer.Headers.Contains("Idempotent-Replayed"));
            }

            Assert.Single(given.Distinct());
            if (audited is null) continue;
            var lines = (await site.SendAsync("administrator", HttpMethod.Get, "/api/audit").DemandAsync(HttpStatusCode.OK))["lines"]!.AsArray();
            Assert.Single(lines, l => (string?)l!["action"] == audited);
        }

        using var other = await site.SendAsync("editor", HttpMethod.Post, "/api/workspaces/own/imports?name=requests.csv&map=" + Uri.EscapeDataString(map), "id,group,title\nn2,g,Another file\n", ("Idempotency-Key", ("/api/workspaces/own/imports?name=requests.csv&map=" + Uri.EscapeDataString(map))[..100]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    private static string Body(string name) => name switch
    {
        "members.invite" => """{ "email": "new@example.org", "terms": { "role": "viewer" } }""",
        "people.invite" => """{ "email": "newer@example.org" }""",
        "people.appoint" => """{ "workspace": "own" }""",
        "history.change" => """{ "changes": [] }""",
        "workspaces.add" => """{ "id": "x", "name": "X" }""",
        "workspaces.delete" => """{ "name": "X" }""",
        "reviews.commit" => """{ "name": "X", "revision": 1, "plan": {} }""",
        "decisions.decide" => """{ "title": "X", "about": [] }""",
        _ => "{}",
    };
}
