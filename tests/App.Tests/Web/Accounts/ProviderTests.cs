using System.Net;
using Dais.App.Web;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.People;

namespace Dais.App.Tests.Web.Accounts;

/// <summary>Coming in by an organisation's own sign-in, at a provider that runs here.</summary>
public sealed class ProviderTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_is_known_or_invited_by_a_verified_address_comes_in_and_nobody_else(DatabaseEngine engine)
    {
        await using var provider = await TestProvider.StartAsync();
        await using var team = await Team.StartAsync(engine, provider.Provider);
        await InviteMember.RunAsync(team.At.Store, team.Owner, "one", "invited@example.org", new(Role.Viewer));
        var before = (await ListPeople.RunAsync(team.At.Store, team.Owner)).Length;
        Assert.Contains("nobody has invited you", await ComeAsync("1", "stranger@example.org", verified: true), StringComparison.Ordinal);
        Assert.Contains("nobody has invited you", await ComeAsync("2", Team.OwnersEmail, verified: false), StringComparison.Ordinal);
        Assert.Contains("nobody has invited you", await ComeAsync("3", null, verified: true), StringComparison.Ordinal);
        Assert.Contains("You administer this instance.", await ComeAsync("4", "Owner@Example.org", verified: true), StringComparison.Ordinal);
        Assert.Contains("You administer this instance.", await ComeAsync("4", "elsewhere@example.org", verified: false), StringComparison.Ordinal);
        Assert.Contains("nobody has invited you", await ComeAsync("5", Team.OwnersEmail, verified: true), StringComparison.Ordinal);
        Assert.Contains("Workspace one", await ComeAsync("6", "invited@example.org", verified: true), StringComparison.Ordinal);
        Assert.Equal(before, (await ListPeople.RunAsync(team.At.Store, team.Owner)).Length);
        Assert.All(provider.Challenges, method => Assert.Equal("S256", method));
        Assert.Equal(7, provider.Challenges.Count);
        var person = (await ListPeople.RunAsync(team.At.Store, team.Owner)).Single(p => p.Email == "invited@example.org");
        Assert.Equal("Somebody Known", person.Name);
        await SuspendPerson.RunAsync(team.At.Store, team.Owner, person.Id);
        Assert.Contains("nobody has invited you", await ComeAsync("6", "invited@example.org", verified: true), StringComparison.Ordinal);

        async Task<string> ComeAsync(string subject, string? email, bool verified)
        {
            provider.Who = (subject, email, verified);
            using var visitor = team.Visitor();
            Assert.Contains("Sign in with Example sign-in", (await visitor.OpenAsync("/sign-in")).Words, StringComparison.Ordinal);
            return (await visitor.OpenAsync("/sign-in/provider?return=%2Faccount")).Words;
        }
    }

    [Fact]
    public async Task Who_set_up_a_second_factor_is_asked_for_it_here_too()
    {
        await using var provider = await TestProvider.StartAsync();
        await using var team = await Team.StartAsync(provider: provider.Provider);
        using (var owner = team.Visitor()) await TwoFactorTests.SetUpAsync(team, owner);
        provider.Who = ("1", Team.OwnersEmail, true);
        using var visitor = team.Visitor();
        Assert.Contains("One more step", (await visitor.OpenAsync("/sign-in/provider")).Words, StringComparison.Ordinal);
        Assert.False(visitor.Cookies.ContainsKey("__Host-dais"));
    }

    [Fact]
    public async Task What_the_provider_refuses_and_what_somebody_made_up_lets_nobody_in()
    {
        await using var provider = await TestProvider.StartAsync();
        await using var team = await Team.StartAsync(provider: provider.Provider);
        provider.Refuses = true;
        using var visitor = team.Visitor();
        await visitor.OpenAsync("/sign-in/provider");
        Assert.Equal("/sign-in?problem=provider", visitor.Path);
        Assert.All(visitor.Set, cookie => Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal));
        Assert.All(visitor.Set, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        using var other = team.Visitor();
        await other.OpenAsync("/sign-in/provider/callback?code=guess&state=guess");
        Assert.Equal("/sign-in?problem=provider", other.Path);
    }

    [Fact]
    public async Task Without_a_provider_there_is_no_such_way()
    {
        await using var team = await Team.StartAsync();
        using var visitor = team.Visitor();
        Assert.DoesNotContain("Sign in with", (await visitor.OpenAsync("/sign-in")).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync("/sign-in/provider")).Status);
    }

    [Theory]
    [InlineData("http://provider.example.org", "c", "s", "begins with https")]
    [InlineData("nonsense", "c", "s", "begins with https")]
    [InlineData("https://provider.example.org", null, "s", "client or secret")]
    [InlineData("https://provider.example.org", "c", null, "client or secret")]
    public void A_provider_that_is_not_whole_is_told(string authority, string? client, string? secret, string said)
    {
        var refused = Assert.Throws<CannotServeException>(() => Provider.Read(name => name switch { "DAIS_OIDC_AUTHORITY" => authority, "DAIS_OIDC_CLIENT_ID" => client, "DAIS_OIDC_CLIENT_SECRET" => secret, _ => null }));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Maybe", refused.Message, StringComparison.Ordinal);
    }
}
