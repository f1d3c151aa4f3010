using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Dais.App.Web.Accounts.Keys;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Storing.Backups;
using Dais.Workspace.Wire;
using Microsoft.EntityFrameworkCore;

namespace Dais.App.Tests.Web.Api;

/// <summary>A server for a team with two workspaces, "own" and "foreign", and one caller of each sort, who comes with a token.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>What stands in the foreign workspace and must never be in an answer.</summary>
    public const string Canary = "canary-of-the-foreign-workspace";

    /// <summary>The id of a member of the foreign workspace, and of no other.</summary>
    public const string Stranger = "stranger";

    /// <summary>The id of a job of the foreign workspace.</summary>
    public const string ForeignJob = "019a0000000070008000000000000001";

    /// <summary>The id of a token of that member.</summary>
    public string StrangersToken { get; private set; } = "";

    private readonly Dictionary<string, string> _tokens = [];

    private Site(TestStore at, Serving serving) => (At, Serving) = (at, serving);

    public TestStore At { get; }

    public Serving Serving { get; }

    /// <summary>The callers: anonymous, and who has a token that holds or no longer does.</summary>
    public static IReadOnlyList<string> Callers { get; } = ["anonymous", "garbage", "revoked", "outsider", "suspended", "removed", "viewer", "stakeholder", "reader", "editor", "owner", "administrator"];

    /// <summary>Whether it is no secret to the caller who is in the foreign workspace: who keeps the instance knows its people.</summary>
    public static bool MayKnow(string caller, string endpoint) => caller == "administrator" && endpoint.StartsWith("people.", StringComparison.Ordinal);

    public static async Task<Site> StartAsync(DatabaseEngine engine = DatabaseEngine.Sqlite)
    {
        var at = await TestStore.OpenAsync(engine);
        var serving = await Serving.StartAsync(new() { Urls = ["http://127.0.0.1:0"], Store = at.Store, MasterKey = MasterKey.Read(name => name == MasterKey.Variable ? Convert.ToBase64String(new byte[32]) : null), Limits = new() { OfCaller = 1_000_000, OfAddress = 1_000_000 } });
        var site = new Site(at, serving);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("own", "Own") { Document = Document("Own", "ask") });
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("foreign", "Foreign") { Document = Document(Canary, Canary) });
        foreach (var caller in Callers.Skip(2)) await site.AdmitAsync(caller);
        await site.FurnishAsync();
        return site;
    }

    // The foreign workspace has everything in which it could tell of itself: members, comments, history, jobs with results, audit.
    private async Task FurnishAsync()
    {
        var (stranger, now) = (new Caller(Stranger, Canary + " person"), Store.Stamp(At.Store.Clock.GetUtcNow()));
        await At.Store.InAsync(writes: true, async (db, _, _) =>
        {
            db.People.Add(new() { Id = stranger.Id, Name = stranger.Name, Email = Canary + "@example.org", State = "active", Created = now });
            await db.SaveChangesAsync();
            db.Members.Add(new() { Workspace = "foreign", Person = stranger.Id, Role = "owner", Sensitive = true, State = "active", Since = now });
            db.Jobs.Add(new() { Workspace = "foreign", Id = ForeignJob, Kind = "plan", State = "done", Request = "{}", AskedBy = stranger.Id, AskedByName = stranger.Name, Created = now, Finished = now, Result = $$"""{ "status": "{{Canary}}" }""" });
            return 0;
        });
        await ChangeThings.RunAsync(At.Store, stranger, "foreign", [new("segments", "only-there", JsonNode.Parse($$"""{ "id": "only-there", "name": "{{Canary}}" }""")), new("comments", "said-there", JsonNode.Parse($$"""{ "id": "said-there", "text": "{{Canary}}", "about": "segments/s" }"""))], Canary);
        var issued = await CreateToken.RunAsync(At.Store, stranger, new("there", TokenScope.Manage, TimeSpan.FromDays(1)));
        (_tokens[Stranger], StrangersToken) = (issued.Secret, issued.Id);
        await InviteMember.RunAsync(At.Store, stranger, "foreign", Canary + "-guest@example.org", new(Role.Viewer));
    }

    /// <summary>A request of a caller.</summary>
    public async Task<HttpResponseMessage> SendAsync(string caller, HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (caller == "garbage") request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "dais_" + new string('x', 43));
        else if (caller != "anonymous") request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens[caller]);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Serving.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>What a caller shows; nothing where it is anonymous.</summary>
    public string? Token(string caller) => caller == "anonymous" ? null : _tokens[caller];

    /// <summary>All that the store holds, table by table; when a token was used last is not looked at.</summary>
    public Task<string> DumpAsync() => At.Store.InAsync(writes: false, async (_, connection, transaction) =>
        string.Join('\n', (await LogicalDump.TablesAsync(At.Store.Database, connection, transaction, default)).Where(t => t.Table != "tokens").Select(t => $"{t.Table}: {t.Rows} {t.Sha256}")));

    public async ValueTask DisposeAsync()
    {
        await Serving.DisposeAsync();
        await At.DisposeAsync();
    }

    /// <summary>What the workspaces hold from the start.</summary>
    public static Document Document(string name, string word) => Workspace.Wire.Document.Of(JsonText.Read(Encoding.UTF8.GetBytes($$"""
        { "dais": 1, "platform": { "id": "p", "name": "{{name}}", "currency": "USD", "discountRate": 0.1, "periods": { "first": "2027-Q1", "starts": "2027-01-01", "count": 4 } },
          "teams": [ { "id": "t", "name": "{{name}}", "capacity": 10, "reserve": { "ktlo": 0 } } ],
          "groups": [ { "id": "g", "name": "{{name}}", "notes": "secret-notes" }, { "id": "h", "name": "Other" } ],
          "segments": [ { "id": "s", "name": "{{name}}" } ],
          "accounts": [ { "id": "a", "name": "{{name}}", "segment": "s", "arr": 987654 } ],
          "initiatives": [ { "id": "i", "name": "{{name}}", "effort": { "t": 4 }, "value": { "customer": 10 } } ],
          "requests": [ { "id": "r", "group": "g", "title": "{{word}}", "text": "{{word}} please" }, { "id": "q", "group": "h", "title": "{{word}} of the other group" } ] }
        """), "site", []), [])!;

    private async Task AdmitAsync(string name)
    {
        await At.Store.InAsync(writes: true, async (db, _, _) =>
        {
            var now = Store.Stamp(At.Store.Clock.GetUtcNow());
            db.People.Add(new() { Id = name, Name = name, Email = name + "@example.org", State = "active", Administrator = name == "administrator", Created = now });
            await db.SaveChangesAsync();
            var role = name switch { "editor" or "owner" or "viewer" or "stakeholder" => name, "outsider" or "administrator" => null, _ => "editor" };
            if (role is not null) db.Members.Add(new() { Workspace = "own", Person = name, Role = role, Group = role == "stakeholder" ? "g" : null, Sensitive = role == "owner", State = "active", Since = now });
            return 0;
        });
        var scope = name is "reader" ? TokenScope.Read : TokenScope.Manage;
        var issued = await CreateToken.RunAsync(At.Store, new Caller(name, name), new(name, scope, TimeSpan.FromDays(1)));
        _tokens[name] = issued.Secret;
        if (name == "revoked") await RevokeToken.RunAsync(At.Store, new Caller(name, name), issued.Id);
        if (name is "suspended" or "removed") await At.Store.InAsync(writes: true, (db, _, _) => db.Members.Where(m => m.Person == name).ExecuteUpdateAsync(m => m.SetProperty(r => r.State, name)));
    }
}
