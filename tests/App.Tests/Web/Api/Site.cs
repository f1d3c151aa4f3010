using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dais.App.Web.Accounts.Keys;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Microsoft.EntityFrameworkCore;

namespace Dais.App.Tests.Web.Api;

/// <summary>A server for a team with two workspaces, "own" and "foreign", and one caller of each sort, who comes with a token.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>What stands in the foreign workspace and must never be in an answer.</summary>
    public const string Canary = "canary-of-the-foreign-workspace";

    private readonly Dictionary<string, string> _tokens = [];

    private Site(TestStore at, Serving serving) => (At, Serving) = (at, serving);

    public TestStore At { get; }

    public Serving Serving { get; }

    /// <summary>The callers: anonymous, and who has a token that holds or no longer does.</summary>
    public static IReadOnlyList<string> Callers { get; } = ["anonymous", "garbage", "revoked", "outsider", "suspended", "removed", "viewer", "stakeholder", "reader", "editor", "owner", "administrator"];

    public static async Task<Site> StartAsync(DatabaseEngine engine = DatabaseEngine.Sqlite)
    {
        var at = await TestStore.OpenAsync(engine);
        var serving = await Serving.StartAsync(new() { Urls = ["http://127.0.0.1:0"], Store = at.Store, MasterKey = MasterKey.Read(name => name == MasterKey.Variable ? Convert.ToBase64String(new byte[32]) : null), Limits = new() { OfCaller = 1_000_000, OfAddress = 1_000_000 } });
        var site = new Site(at, serving);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("own", "Own") { Document = Document("Own", "ask") });
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("foreign", "Foreign") { Document = Document(Canary, Canary) });
        foreach (var caller in Callers.Skip(2)) await site.AdmitAsync(caller);
        return site;
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

    public async ValueTask DisposeAsync()
    {
        await Serving.DisposeAsync();
        await At.DisposeAsync();
    }

    private static Document Document(string name, string word) => Workspace.Wire.Document.Of(JsonText.Read(Encoding.UTF8.GetBytes($$"""
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
