using System.Net;
using Dais.App.Web.Accounts.Codes;
using Dais.Tests;
using Dais.Workspace;

namespace Dais.App.Tests.Web.Accounts;

/// <summary>The second factor, from setting it up to losing the phone.</summary>
public sealed class TwoFactorTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_second_factor_is_set_up_asked_for_and_each_code_is_good_once(DatabaseEngine engine)
    {
        await using var team = await Team.StartAsync(engine);
        using var visitor = team.Visitor();
        var (key, recovery) = await SetUpAsync(team, visitor);
        using var next = team.Visitor();
        Assert.Contains("One more step", (await next.SignInAsync(Team.OwnersEmail, Team.OwnersPassword, "/account/tokens")).Words, StringComparison.Ordinal);
        Assert.False(next.Cookies.ContainsKey("__Host-dais"));
        await next.OpenAsync("/account");
        Assert.StartsWith("/sign-in", next.Path, StringComparison.Ordinal);
        Assert.NotNull((await CodeAsync(next, Now(team, key))).Refused); // It was given to set it up.
        team.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.NotNull((await CodeAsync(next, "000000")).Refused);
        Assert.Null((await CodeAsync(next, Now(team, key), "/account/tokens")).Refused);
        Assert.Equal("/account/tokens", next.Path);
        using var lost = team.Visitor();
        await lost.SignInAsync(Team.OwnersEmail, Team.OwnersPassword);
        await CodeAsync(lost, recovery[3].ToLowerInvariant());
        Assert.Equal("/account", lost.Path);
        Assert.Contains("9 recovery codes are left", (await lost.OpenAsync("/account/two-factor")).Words, StringComparison.Ordinal);
        using var again = team.Visitor();
        await again.SignInAsync(Team.OwnersEmail, Team.OwnersPassword);
        Assert.NotNull((await CodeAsync(again, recovery[3])).Refused);
        Assert.NotNull((await lost.SendAsync("/account/two-factor", ("password", "not the right words"))).Refused);
        Assert.Contains("taken away", (await lost.SendAsync("/account/two-factor", ("password", Team.OwnersPassword))).Words, StringComparison.Ordinal);
        using var plain = team.Visitor();
        await plain.SignInAsync(Team.OwnersEmail, Team.OwnersPassword);
        Assert.Equal("/account", plain.Path);
        var actions = (await ReadAudit.OfInstanceAsync(team.At.Store, team.Owner)).Select(l => l.Action).ToList();
        Assert.Equal((1, 1), (actions.Count(a => a == "account.two-factor-on"), actions.Count(a => a == "account.two-factor-off")));
        Assert.Null((await VerifyAudit.RunAsync(team.At.Store, team.Owner)).Broken);
    }

    [Fact]
    public async Task Whoever_has_the_password_guesses_five_codes_and_no_more()
    {
        await using var team = await Team.StartAsync();
        using var visitor = team.Visitor();
        var (key, recovery) = await SetUpAsync(team, visitor);
        using var thief = team.Visitor();
        for (var i = 0; i < 5; i++)
        {
            await thief.SignInAsync(Team.OwnersEmail, Team.OwnersPassword); // The right password makes no guess undone.
            Assert.NotNull((await CodeAsync(thief, "00000" + i)).Refused);
        }

        team.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.NotNull((await CodeAsync(thief, Now(team, key))).Refused);
        Assert.NotNull((await CodeAsync(thief, recovery[0])).Refused);
        Assert.NotNull((await thief.SignInAsync(Team.OwnersEmail, Team.OwnersPassword)).Refused);
    }

    [Fact]
    public async Task Who_lost_everything_comes_in_by_an_administrators_link_once()
    {
        await using var team = await Team.StartAsync();
        var (visitor, person) = await team.MemberAsync("member@example.org", "a password of four words");
        using (visitor)
        {
            var token = (await CreateToken.RunAsync(team.At.Store, team.Owner, new("t", Workspace.People.TokenScope.Manage, TimeSpan.FromDays(1)))).Secret;
            using var offered = await team.CallAsync(token, $"/api/people/{person}/recovery", HttpMethod.Post);
            var code = System.Text.Json.JsonDocument.Parse(await offered.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("code").GetString()!;
            Assert.DoesNotContain("\"broken\"", await (await team.CallAsync(token, "/api/audit/verify")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            using var lost = team.Visitor();
            await lost.OpenAsync($"/invitation/{code}");
            Assert.Equal($"/recover/{code}", lost.Path);
            Assert.NotNull((await lost.SendAsync($"/recover/{code}", ("password", "short"))).Refused);
            await lost.SendAsync($"/recover/{code}", ("password", "words that are new and long"));
            Assert.Equal("/sign-in?done=password", lost.Path);
            Assert.Equal(HttpStatusCode.NotFound, (await lost.OpenAsync($"/recover/{code}")).Status);
            await visitor.OpenAsync("/account");
            Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
            Assert.NotNull((await lost.SignInAsync("member@example.org", "a password of four words")).Refused);
            Assert.Null((await lost.SignInAsync("member@example.org", "words that are new and long")).Refused);
        }
    }

    internal static async Task<(string Key, IReadOnlyList<string> Recovery)> SetUpAsync(Team team, Visitor visitor)
    {
        await visitor.SignInAsync(Team.OwnersEmail, Team.OwnersPassword);
        Assert.NotNull((await visitor.SendAsync("/account/two-factor", ("password", "not the right words"))).Refused);
        var setup = await visitor.SendAsync("/account/two-factor", ("password", Team.OwnersPassword));
        var key = Assert.Single(setup.Codes).Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains("<path fill=\"#000\"", setup.Html, StringComparison.Ordinal);
        var wrong = await visitor.SendAsync(setup, [("code", "000000")]);
        Assert.NotNull(wrong.Refused);
        var on = await visitor.SendAsync(wrong, [("code", Now(team, key))]);
        Assert.Equal(10, on.Codes.Distinct().Count());
        return (key, on.Codes);
    }

    private static string Now(Team team, string key) => Totp.Code(key, Totp.Step(team.Clock.GetUtcNow()));

    private static Task<Shown> CodeAsync(Visitor visitor, string code, string path = "/account") => visitor.SendAsync("/sign-in/second?return=" + path, ("code", code));
}
