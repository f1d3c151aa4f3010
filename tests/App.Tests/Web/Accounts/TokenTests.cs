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

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_line_of_the_log_has_what_somebody_sent_to_come_in_or_was_given_for_it(DatabaseEngine engine)
    {
        await using var team = await Team.StartAsync(engine);
        const string Guests = "a password of four words", Wrong = "wrong-words-canary", Changed = "other words make sense too", Recovered = "words that came back again";
        var (guest, person) = await team.MemberAsync("guest@example.org", Guests);
        using var visitor = team.Visitor();
        await visitor.SignInAsync("guest@example.org", Wrong);
        await visitor.SignInAsync("guest@example.org", Guests);
        await visitor.SendAsync("/account/password", ("current", Wrong), ("password", Changed));
        await visitor.SendAsync("/account/password", ("current", Guests), ("password", Changed));
        List<string> secrets = [Team.OwnersPassword, team.SetupCode, Guests, Wrong, Changed, Recovered, .. visitor.Cookies.Values, .. guest.Cookies.Values];
        var token = (await CreateToken.RunAsync(team.At.Store, team.Owner, new("t", TokenScope.Manage, TimeSpan.FromDays(1)))).Secret;
        var (invited, newcomer) = (await CodeAsync("/api/workspaces/one/members", """{ "email": "new@example.org", "terms": { "role": "viewer" } }"""), await CodeAsync("/api/people", """{ "email": "other@example.org" }"""));
        var recovery = await CodeAsync($"/api/people/{person}/recovery", "{}");
        using (var lost = team.Visitor()) await lost.SendAsync("/recover/" + recovery, ("password", Recovered));
        secrets.AddRange([token, token[5..], invited, newcomer, recovery]);
        foreach (var (name, value) in new[] { ("Authorization", "Bearer dais_" + new string('7', 43)), ("Authorization", "Basic Y2FuYXJ5OmNhbmFyeQ=="), ("Authorization", "Digest username=canary, response=canary-response"), ("Cookie", "__Host-dais=canary-cookie; other=canary-other"), ("Proxy-Authorization", "Basic Y2FuYXJ5OnByb3h5"), ("X-Api-Key", "canary-api-key") })
        {
            foreach (var path in new[] { "/api/me", "/api/workspaces/one/segments?token=canary-in-query&password=canary-password", "/nowhere/at-all", "/sign-in?return=/canary-return", "/invitation/canary-code", "/recover/canary-recovery" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation(name, value);
                (await team.Serving.Client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
            }

            secrets.Add(value.Split(' ', '=')[^1] is { Length: > 4 } last ? last : value);
        }

        guest.Dispose();
        var log = team.Serving.Log;
        Assert.All(log.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => System.Text.Json.JsonDocument.Parse(line).Dispose());
        Assert.Contains("/recover/{code}", log, StringComparison.Ordinal);
        Assert.Contains("/api/people/{person}/recovery", log, StringComparison.Ordinal);
        var told = log.Split('\n').Where(line => secrets.Append("canary").Append("Y2FuYXJ5").Any(s => line.Contains(s, StringComparison.OrdinalIgnoreCase))).ToList();
        Assert.True(told.Count == 0, string.Join('\n', told));

        async Task<string> CodeAsync(string path, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await team.Serving.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
            return (string)System.Text.Json.Nodes.JsonNode.Parse(text)!["code"]!;
        }
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
