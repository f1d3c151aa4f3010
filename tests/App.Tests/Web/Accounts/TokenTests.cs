using System.Net;
using System.Text;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.People;

namespace Dais.App.Tests.Web.Accounts;

/// <summary>Tokens for programs, from the page that shows one to the call that it is refused for.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task A_token_is_shown_once_and_holds_until_it_is_revoked()
    {
        await using var team = await Team.StartAsync();
        using var visitor = team.Visitor();
        await visitor.SignInAsync(Team.OwnersEmail, Team.OwnersPassword);
        var shown = await visitor.SendAsync("/account/tokens", ("name", "nightly export"), ("scope", "read"), ("days", "30"), ("workspace", ""));
        var token = Assert.Single(shown.Codes, c => c.StartsWith("dais_", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await team.CallAsync(token, "/api/me")).StatusCode);
        var list = await visitor.OpenAsync("/account/tokens");
        Assert.DoesNotContain(token, list.Html, StringComparison.Ordinal);
        Assert.Contains("nightly export", list.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("never used", list.Words, StringComparison.Ordinal);
        await Told.OfAsync(await team.CallAsync(null, $"/api/me?access_token={token}&token={token}"), HttpStatusCode.Unauthorized);
        visitor.Cookies["token"] = token;
        await visitor.SendAsync(list, [], list.Forms.Single(f => f.To.EndsWith("/revoke", StringComparison.Ordinal)).To);
        var refused = await Told.OfAsync(await team.CallAsync(token, "/api/me"), HttpStatusCode.Unauthorized);
        Assert.Contains("invalid_token", refused.Response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_token_that_expired_or_is_for_less_is_refused(DatabaseEngine engine)
    {
        await using var team = await Team.StartAsync(engine);
        var (reads, writes, two) = (await NewAsync(TokenScope.Read, null), await NewAsync(TokenScope.Write, "one"), await NewAsync(TokenScope.Manage, "two"));
        Assert.Equal(HttpStatusCode.OK, (await team.CallAsync(reads, "/api/workspaces/one/segments")).StatusCode);
        await Told.OfAsync(await team.CallAsync(reads, "/api/workspaces/one/segments", HttpMethod.Post), HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Created, (await team.CallAsync(writes, "/api/workspaces/one/segments", HttpMethod.Post)).StatusCode);
        await Told.OfAsync(await team.CallAsync(writes, "/api/workspaces/one/members"), HttpStatusCode.Forbidden);
        var (foreign, missing) = (await Told.OfAsync(await team.CallAsync(two, "/api/workspaces/one/segments"), HttpStatusCode.NotFound), await Told.OfAsync(await team.CallAsync(two, "/api/workspaces/none/segments"), HttpStatusCode.NotFound));
        Assert.Equal(missing.What, foreign.What);
        Assert.Equal(HttpStatusCode.OK, (await team.CallAsync(two, "/api/workspaces/two/members")).StatusCode);
        await Told.OfAsync(await team.CallAsync(two, "/api/people"), HttpStatusCode.Forbidden);
        await Told.OfAsync(await team.CallAsync("dais_" + new string('0', 64), "/api/me"), HttpStatusCode.Unauthorized);
        team.Clock.Advance(TimeSpan.FromDays(30));
        await Told.OfAsync(await team.CallAsync(reads, "/api/me"), HttpStatusCode.Unauthorized);

        async Task<string> NewAsync(TokenScope scope, string? workspace) => (await CreateToken.RunAsync(team.At.Store, team.Owner, new("t", scope, TimeSpan.FromDays(30), workspace))).Secret;
    }

    [Fact]
    public async Task A_session_is_nothing_to_the_API_and_a_token_nothing_to_a_page_that_needs_a_form()
    {
        await using var team = await Team.StartAsync();
        using var visitor = team.Visitor();
        await visitor.SignInAsync(Team.OwnersEmail, Team.OwnersPassword);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.OpenAsync("/api/me")).Status);
        var token = (await CreateToken.RunAsync(team.At.Store, team.Owner, new("t", TokenScope.Manage, TimeSpan.FromDays(1)))).Secret;
        await Told.OfAsync(await team.CallAsync(token, "/account/tokens", HttpMethod.Post), HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task No_secret_is_in_the_file_or_in_the_log()
    {
        await using var team = await Team.StartAsync();
        using var visitor = team.Visitor();
        var (key, recovery) = await TwoFactorTests.SetUpAsync(team, visitor);
        await visitor.SignInAsync(Team.OwnersEmail, "a wrong word or two");
        var token = (await visitor.SendAsync("/account/tokens", ("name", "t"), ("scope", "read"), ("days", "30"), ("workspace", ""))).Codes.Single(c => c.StartsWith("dais_", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await team.CallAsync(token, "/api/me?secret=" + token)).StatusCode);
        var invited = await InviteMember.RunAsync(team.At.Store, team.Owner, "one", "x@example.org", new(Role.Viewer));
        using (var guest = team.Visitor()) await guest.OpenAsync($"/invitation/{invited.Code}");
        List<string> secrets = [Team.OwnersPassword, "a wrong word or two", key, .. recovery, token, token[5..], invited.Code, team.SetupCode, visitor.Cookies["__Host-dais"], visitor.Cookies["__Host-dais-forms"], Convert.ToBase64String(new byte[32])];
        var path = ((Workspace.Storing.StoreAddress.File)team.At.Address).Path;
        var kept = Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).Select(f => Encoding.Latin1.GetString(Read(f))).ToList();
        Assert.Contains(kept, text => text.Contains("owner@example.org", StringComparison.Ordinal)); // The search finds what is there.
        Assert.Contains("/invitation/{code}", team.Serving.Log, StringComparison.Ordinal);
        foreach (var text in kept.Append(team.Serving.Log)) Assert.DoesNotContain(secrets, s => text.Contains(s, StringComparison.OrdinalIgnoreCase));

        static byte[] Read(string file)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
