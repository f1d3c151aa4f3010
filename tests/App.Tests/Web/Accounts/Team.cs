using System.Net.Http.Headers;
using Dais.App.Web;
using Dais.App.Web.Accounts.Keys;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.People;
using Microsoft.Extensions.Logging;

namespace Dais.App.Tests.Web.Accounts;

/// <summary>A server for a team: an owner who administers it and made the workspaces "one" and "two", and whoever is invited.</summary>
internal sealed class Team : IAsyncDisposable
{
    public const string OwnersEmail = "owner@example.org", OwnersPassword = "four words make sense";

    private Team(TestStore at, Serving serving, ShiftedClock clock, ServeOptions options) => (At, Serving, Clock, Options) = (at, serving, clock, options);

    public TestStore At { get; }

    public Serving Serving { get; }

    public ShiftedClock Clock { get; }

    public ServeOptions Options { get; }

    /// <summary>The owner, as operations know them.</summary>
    public Caller Owner { get; private set; } = null!;

    /// <summary>The code of the link by which the owner came in; it is used up.</summary>
    public string SetupCode { get; private set; } = "";

    public static MasterKey Key { get; } = MasterKey.Of(Convert.ToBase64String(new byte[32]), "test");

    public static async Task<Team> StartAsync(DatabaseEngine engine = DatabaseEngine.Sqlite, Provider? provider = null, int signIns = 10_000)
    {
        var clock = new ShiftedClock();
        var at = await TestStore.OpenAsync(engine, clock);
        var options = new ServeOptions { Urls = ["http://127.0.0.1:0"], Store = at.Store, MasterKey = Key, Clock = clock, Provider = provider, LogLevel = LogLevel.Debug, Limits = new() { SignIns = signIns } };
        var team = new Team(at, await Serving.StartAsync(options), clock, options) { SetupCode = (await SetUpInstance.RunAsync(at.Store))!.Code };
        using var owner = team.Visitor();
        var shown = await owner.ComeInAsync(team.SetupCode, "Owner", OwnersPassword, OwnersEmail);
        Assert.Equal("/account", owner.Path);
        Assert.Contains("You administer this instance.", shown.Words, StringComparison.Ordinal);
        team.Owner = (await EnterBySession.RunAsync(at.Store, owner.Cookies["__Host-dais"]))!.Caller;
        foreach (var id in new[] { "one", "two" }) await CreateWorkspace.RunAsync(at.Store, team.Owner, new(id, "Workspace " + id));
        return team;
    }

    /// <summary>Somebody at a new browser.</summary>
    public Visitor Visitor() => new(Serving.Address);

    /// <summary>Somebody who was invited and came in, signed in.</summary>
    public async Task<(Visitor Visitor, string Person)> MemberAsync(string email, string password, Role role = Role.Viewer)
    {
        var issued = await InviteMember.RunAsync(At.Store, Owner, "one", email, new(role));
        var visitor = Visitor();
        var shown = await visitor.ComeInAsync(issued.Code, "Member", password, email);
        Assert.True(visitor.Path == "/account", shown.Words);
        return (visitor, issued.Person!);
    }

    /// <summary>What the API says to who comes with that token.</summary>
    public async Task<HttpResponseMessage> CallAsync(string? token, string path, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (method == HttpMethod.Post) request.Content = new StringContent("""{ "id": "n", "name": "New" }""", System.Text.Encoding.UTF8, "application/json");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Serving.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Serving.DisposeAsync();
        await At.DisposeAsync();
    }
}
