using System.Diagnostics;
using System.Net;
using Dais.Tests;
using Dais.Workspace;

namespace Dais.App.Tests.Web.Accounts;

/// <summary>Signing in with a password.</summary>
public sealed class SignInTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_signs_in_and_out_and_a_session_that_was_ended_is_worth_nothing(DatabaseEngine engine)
    {
        await using var team = await Team.StartAsync(engine);
        using var visitor = team.Visitor();
        Assert.Contains("Sign in", (await visitor.OpenAsync("/account/tokens")).Words, StringComparison.Ordinal);
        Assert.Equal("/sign-in?return=%2Faccount%2Ftokens", visitor.Path);
        await visitor.SignInAsync("Owner@Example.org ", Team.OwnersPassword, "/account/tokens");
        Assert.Equal("/account/tokens", visitor.Path);
        var session = visitor.Set.Last(c => c.StartsWith("__Host-dais=", StringComparison.Ordinal));
        foreach (var demand in new[] { "; path=/", "; secure", "; samesite=lax", "; httponly" }) Assert.Contains(demand, session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", session, StringComparison.OrdinalIgnoreCase);
        var stolen = visitor.Cookies["__Host-dais"];
        Assert.Contains("You are signed out.", (await visitor.SendAsync(await visitor.OpenAsync("/account"), [], "/sign-out")).Words, StringComparison.Ordinal);
        visitor.Cookies["__Host-dais"] = stolen;
        await visitor.OpenAsync("/account");
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_for_a_quarter_of_an_hour(DatabaseEngine engine)
    {
        await using var team = await Team.StartAsync(engine);
        using var visitor = team.Visitor();
        for (var i = 0; i < 5; i++) Assert.NotNull((await visitor.SignInAsync(Team.OwnersEmail, "not the right words")).Refused);
        Assert.NotNull((await visitor.SignInAsync(Team.OwnersEmail, Team.OwnersPassword)).Refused);
        team.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.NotNull((await visitor.SignInAsync(Team.OwnersEmail, Team.OwnersPassword)).Refused);
        team.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await visitor.SignInAsync(Team.OwnersEmail, Team.OwnersPassword)).Refused);
        Assert.Equal("/account", visitor.Path);
        Assert.Contains(await ReadAudit.OfInstanceAsync(team.At.Store, team.Owner), l => l.Action == "account.lock");
    }

    [Fact]
    public async Task Unknown_wrong_and_locked_are_answered_alike_and_no_sooner()
    {
        await using var team = await Team.StartAsync();
        var (other, _) = await team.MemberAsync("other@example.org", "a password of four words");
        using (other)
        {
            for (var i = 0; i < 5; i++) await other.SignInAsync("other@example.org", "not the right words");
        }

        var answers = new List<string>();
        foreach (var (email, password) in new[] { ("nobody@example.org", Team.OwnersPassword), (Team.OwnersEmail, "not the right words"), ("other@example.org", "a password of four words"), ("nonsense", ""), (Team.OwnersEmail, new string('x', 100_000)) })
        {
            using var visitor = team.Visitor();
            var page = await visitor.OpenAsync("/sign-in");
            var began = Stopwatch.GetTimestamp();
            var shown = await visitor.SendAsync(page, [("email", email), ("password", password)]);
            Assert.InRange(Stopwatch.GetElapsedTime(began).TotalMilliseconds, 580, 10_000);
            Assert.Equal(HttpStatusCode.BadRequest, shown.Status);
            answers.Add(shown.Words.Replace(email, "", StringComparison.Ordinal));
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Who_asks_too_often_waits()
    {
        await using var team = await Team.StartAsync(signIns: 8);
        using var visitor = team.Visitor();
        var statuses = new List<HttpStatusCode>();
        Shown? last = null;
        for (var i = 0; i < 12; i++) statuses.Add((last = await visitor.SignInAsync($"x{i}@example.org", "not the right words")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Contains("You ask more often than is allowed", last!.Words, StringComparison.Ordinal); // A page, to who is at a browser.
        Assert.InRange(statuses.Count(s => s == HttpStatusCode.BadRequest), 1, 8);
    }

    [Fact]
    public async Task A_form_that_is_not_from_our_page_is_refused()
    {
        await using var team = await Team.StartAsync();
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("email", Team.OwnersEmail), KeyValuePair.Create("password", Team.OwnersPassword)]);
        await Told.OfAsync(await team.Serving.Client.PostAsync("/sign-in", content, TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);
        using var visitor = team.Visitor();
        await visitor.SignInAsync(Team.OwnersEmail, Team.OwnersPassword);
        var page = await visitor.OpenAsync("/account");
        visitor.Cookies.Remove("__Host-dais-forms");
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(page, [])).Status);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\tevil")]
    public async Task Nobody_is_led_to_another_site(string path)
    {
        await using var team = await Team.StartAsync();
        using var visitor = team.Visitor();
        await visitor.SignInAsync(Team.OwnersEmail, Team.OwnersPassword, path);
        Assert.Equal("/account", visitor.Path);
    }

    [Fact]
    public async Task A_password_is_changed_with_the_one_before_and_other_browsers_are_signed_out()
    {
        await using var team = await Team.StartAsync();
        using var visitor = team.Visitor();
        using var other = team.Visitor();
        await visitor.SignInAsync(Team.OwnersEmail, Team.OwnersPassword);
        await other.SignInAsync(Team.OwnersEmail, Team.OwnersPassword);
        Assert.NotNull((await visitor.SendAsync("/account/password", ("current", "not the right words"), ("password", "other words make sense too"))).Refused);
        foreach (var weak in new[] { "short", "aaaaaaaaaaaaaaaa", "passwordpassword", "owner owns this all" }) Assert.Contains("Maybe", (await visitor.SendAsync("/account/password", ("current", Team.OwnersPassword), ("password", weak))).Refused, StringComparison.Ordinal);
        await visitor.SendAsync("/account/password", ("current", Team.OwnersPassword), ("password", "other words make sense too"));
        Assert.Equal("/account?done=password", visitor.Path);
        await other.OpenAsync("/account");
        Assert.StartsWith("/sign-in", other.Path, StringComparison.Ordinal);
        Assert.NotNull((await other.SignInAsync(Team.OwnersEmail, Team.OwnersPassword)).Refused);
        Assert.Null((await other.SignInAsync(Team.OwnersEmail, "other words make sense too")).Refused);
        Assert.Equal(1, (await ReadAudit.OfInstanceAsync(team.At.Store, team.Owner)).Count(l => l.Action == "account.password"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_is_suspended_is_out_at_the_next_request(DatabaseEngine engine)
    {
        await using var team = await Team.StartAsync(engine);
        var (visitor, person) = await team.MemberAsync("member@example.org", "a password of four words");
        using (visitor)
        {
            Assert.Contains("Workspace one", (await visitor.OpenAsync("/account")).Words, StringComparison.Ordinal);
            await RemoveMember.RunAsync(team.At.Store, team.Owner, "one", person);
            Assert.DoesNotContain("Workspace one", (await visitor.OpenAsync("/account")).Words, StringComparison.Ordinal);
            await SuspendPerson.RunAsync(team.At.Store, team.Owner, person);
            await visitor.OpenAsync("/account");
            Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
            Assert.NotNull((await visitor.SignInAsync("member@example.org", "a password of four words")).Refused);
        }
    }
}
