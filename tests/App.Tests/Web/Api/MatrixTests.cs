using System.Net;
using Dais.App.Web.Access;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Tests.Web.Api;

/// <summary>Every endpoint of the API that there is, every sort of caller, own and foreign workspace, against the reviewed table.</summary>
public sealed class MatrixTests
{
    /// <summary>What a cell says: let in, or why not.</summary>
    private enum Cell
    {
        /// <summary>Let in: whatever is answered, it is not that they may not.</summary>
        Allow,

        /// <summary>Known, and not allowed.</summary>
        Forbid,

        /// <summary>As if there were nothing.</summary>
        Hide,

        /// <summary>Not known.</summary>
        Stop,
    }

    private static readonly string[] Tables = ["workspaces", "items", "revisions", "changes", "members", "jobs", "signals"];

    private static readonly string[] Both = ["own", "foreign", "never"], One = ["own"];

    private static string TableFile { get; } = Path.Combine(Above(AppContext.BaseDirectory), "docs", "permissions.csv");

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Dais.slnx")) ? folder : Above(Path.GetDirectoryName(folder)!);

    [Fact]
    public async Task Every_caller_gets_through_exactly_where_the_table_says()
    {
        await using var site = await Site.StartAsync();
        var endpoints = Endpoints(site);
        var table = Table();
        Assert.Equal(endpoints.Select(e => e.Name).Order(StringComparer.Ordinal), table.Keys.Order(StringComparer.Ordinal));
        var wrong = new List<string>();
        var before = await DumpAsync(site);
        foreach (var endpoint in endpoints.OrderBy(e => e.Method != "GET").ThenBy(e => e.Name, StringComparer.Ordinal))
        {
            foreach (var caller in Site.Callers)
            {
                foreach (var workspace in endpoint.Path.Contains("{workspace}", StringComparison.Ordinal) ? Both : One)
                {
                    var expected = workspace == "own" ? table[endpoint.Name][caller] : table[endpoint.Name][caller] == Cell.Stop ? Cell.Stop : Cell.Hide;
                    if (expected == Cell.Allow && endpoint.Method != "GET") continue;   // What is allowed to change something has tests of its own.
                    var (seen, body) = await CallAsync(site, endpoint, caller, workspace);
                    if (seen != expected) wrong.Add($"{endpoint.Name} by {caller} in {workspace}: {seen}, not {expected}");
                    if (!Site.MayKnow(caller, endpoint.Name) && body.Contains(Site.Canary, StringComparison.Ordinal)) wrong.Add($"{endpoint.Name} by {caller} in {workspace} tells of the foreign workspace");
                    if (caller != "owner" && (body.Contains("987654", StringComparison.Ordinal) || body.Contains("secret-notes", StringComparison.Ordinal))) wrong.Add($"{endpoint.Name} by {caller} shows sensitive fields");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await DumpAsync(site));
    }

    [Fact]
    public async Task What_is_foreign_and_what_never_was_are_answered_alike()
    {
        await using var site = await Site.StartAsync();
        foreach (var endpoint in Endpoints(site).Where(e => e.Path.Contains("{workspace}", StringComparison.Ordinal)))
        {
            var (foreign, never) = (await CallAsync(site, endpoint, "editor", "foreign"), await CallAsync(site, endpoint, "editor", "never"));
            Assert.Equal(Blank(foreign.Body, "foreign"), Blank(never.Body, "never"));
        }

        static string Blank(string body, string word) => System.Text.RegularExpressions.Regex.Replace(body.Replace(word, "", StringComparison.Ordinal), "\"traceId\":\"[^\"]*\"", "");
    }

    private static IReadOnlyList<(string Name, string Method, string Path)> Endpoints(Site site) =>
    [
        .. site.Serving.Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<Demand>() is not null && e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .Select(e => (e.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0], e.RoutePattern.RawText!)),
    ];

    private static async Task<(Cell Seen, string Body)> CallAsync(Site site, (string Name, string Method, string Path) endpoint, string caller, string workspace)
    {
        var path = endpoint.Path.Replace("{workspace}", workspace, StringComparison.Ordinal).Replace("{batch}", "1", StringComparison.Ordinal).Replace("{kind}", "requests", StringComparison.Ordinal)
            .Replace("{person}", "viewer", StringComparison.Ordinal).Replace("{token}", "none", StringComparison.Ordinal)
            .Replace("{id}", endpoint.Name.Split('.')[0] switch { "teams" => "t", "groups" => "g", "segments" => "s", "accounts" => "a", "initiatives" => "i", "requests" => "r", _ => "none" }, StringComparison.Ordinal);
        var body = endpoint.Name switch
        {
            _ when endpoint.Method is "GET" or "DELETE" => null,
            "members.invite" => """{ "email": "new@example.org", "terms": { "role": "viewer" } }""",
            "members.change" => """{ "role": "viewer" }""",
            "people.invite" => """{ "email": "new@example.org" }""",
            "history.change" => """{ "changes": [ { "kind": "segments", "id": "x", "value": { "id": "x" } } ] }""",
            "workspaces.add" => """{ "id": "x", "name": "X" }""",
            "workspaces.rename" or "workspaces.delete" => """{ "name": "X" }""",
            "reviews.commit" => """{ "name": "X", "revision": 1, "plan": {} }""",
            "decisions.decide" => """{ "title": "X", "about": [] }""",
            _ => "{}",
        };
        using var response = await site.SendAsync(caller, new HttpMethod(endpoint.Method), path, body, ("If-Match", "*"));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Cell.Stop,
            HttpStatusCode.Forbidden => Cell.Forbid,
            HttpStatusCode.NotFound when path.EndsWith("/none", StringComparison.Ordinal) || path.Contains("/none/", StringComparison.Ordinal) => await MemberAsync(site, caller, workspace) ? Cell.Allow : Cell.Hide,
            HttpStatusCode.NotFound => Cell.Hide,
            _ => Cell.Allow,
        }, text);
    }

    // Where the thing itself is not there, only the membership tells a missing thing from a hidden workspace.
    private static Task<bool> MemberAsync(Site site, string caller, string workspace) =>
        site.At.Store.InAsync(writes: false, async (db, _, _) => await Memberships.OfAsync(db, new Caller(caller, caller), workspace, Store.Stamp(site.At.Store.Clock.GetUtcNow()), default) is not null);

    private static Dictionary<string, Dictionary<string, Cell>> Table()
    {
        var lines = File.ReadAllLines(TableFile);
        var callers = lines[0].Split(',').Skip(2).ToList();
        return lines.Skip(1).Select(l => l.Split(',')).ToDictionary(c => c[0], c => callers.Zip(c.Skip(2), (caller, cell) => (caller, cell)).ToDictionary(p => p.caller, p => Enum.Parse<Cell>(p.cell, ignoreCase: true)));
    }

    private static Task<string> DumpAsync(Site site) => site.At.Store.InAsync(writes: false, async (db, connection, transaction) =>
    {
        var all = new System.Text.StringBuilder();
        foreach (var table in Tables)
        {
            await using var command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, $"SELECT * FROM {table} ORDER BY 1, 2");
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken)) all.AppendJoin('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)).AppendLine();
        }

        return all.ToString();
    });
}
