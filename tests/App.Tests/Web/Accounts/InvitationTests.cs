using System.Net;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.People;

namespace Dais.App.Tests.Web.Accounts;

/// <summary>Coming in by a link.</summary>
public sealed class InvitationTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_link_lets_one_person_in_once(DatabaseEngine engine)
    {
        await using var team = await Team.StartAsync(engine);
        var issued = await InviteMember.RunAsync(team.At.Store, team.Owner, "one", "member@example.org", new(Role.Editor));
        using var visitor = team.Visitor();
        var page = await visitor.OpenAsync($"/invitation/{issued.Code}");
        Assert.Contains("You are invited as an editor.", page.Words, StringComparison.Ordinal);
        Assert.Contains("at least 12", (await visitor.SendAsync(page, [("name", "Member"), ("password", "short")])).Refused, StringComparison.Ordinal);
        Assert.Contains("The name is empty", (await visitor.SendAsync(page, [("name", " "), ("password", "a password of four words")])).Refused, StringComparison.Ordinal);
        var shown = await visitor.SendAsync(page, [("name", "Member <b>"), ("password", "a password of four words"), ("email", "other@example.org")]);
        Assert.Contains("member@example.org", shown.Words, StringComparison.Ordinal);
        Assert.Contains("Member <b>", shown.Words, StringComparison.Ordinal);
        using var second = team.Visitor();
        var late = await second.OpenAsync($"/invitation/{issued.Code}");
        Assert.Equal(HttpStatusCode.NotFound, late.Status);
        Assert.Contains("no longer serves", late.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await second.OpenAsync($"/invitation/{team.SetupCode}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await second.OpenAsync("/invitation/guess")).Status);
    }

    [Fact]
    public async Task Who_has_an_account_joins_with_it()
    {
        await using var team = await Team.StartAsync();
        var (visitor, _) = await team.MemberAsync("member@example.org", "a password of four words");
        using (visitor)
        {
            var code = (await InviteMember.RunAsync(team.At.Store, team.Owner, "two", "member@example.org", new(Role.Viewer))).Code;
            using var other = team.Visitor();
            var page = await other.OpenAsync($"/invitation/{code}");
            Assert.Contains("Sign in with it", page.Words, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"password\"", page.Html, StringComparison.Ordinal);
            await other.SignInAsync(Team.OwnersEmail, Team.OwnersPassword);
            Assert.DoesNotContain(">Join<", (await other.OpenAsync($"/invitation/{code}")).Html, StringComparison.Ordinal);
            Assert.Contains("Workspace two", (await visitor.SendAsync($"/invitation/{code}")).Words, StringComparison.Ordinal);
        }
    }
}
