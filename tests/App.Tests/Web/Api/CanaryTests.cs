using System.Net;
using System.Text.RegularExpressions;
using Dais.Tests;

namespace Dais.App.Tests.Web.Api;

/// <summary>Nothing of a workspace reaches who has no access to it: not in a body, a header, a problem or the log; and what is foreign looks as if it never was.</summary>
public sealed class CanaryTests
{
    // What a caller may try in the place of a name: that of something in the foreign workspace, and that of nothing.
    private static (string Parameter, string Foreign, string Never)[] Names(Site site) => [("id", Site.ForeignJob, "019a00000000700080000000000000ff"), ("person", Site.Stranger, "somebody"), ("batch", "2", "3"), ("token", site.StrangersToken, new string('0', site.StrangersToken.Length))];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_answer_and_no_line_of_the_log_tells_anything_of_a_foreign_workspace(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (spoiling, wrong, before) = (new Spoiling(new Random(1), Site.Document("Own", "ask").Root), new List<string>(), await site.DumpAsync());
        foreach (var door in Door.Of(site.Serving).OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            foreach (var caller in Site.Callers)
            {
                foreach (var workspace in door.Pattern.Parameters.Any(p => p.Name == "workspace") ? ["foreign", "own"] : new[] { "" })
                {
                    if (workspace != "foreign" && door.Method != "GET" && !door.Pattern.Parameters.Any(p => p.Name is "person" or "batch" or "token" || (p.Name == "id" && door.Name.StartsWith("jobs.", StringComparison.Ordinal)))) continue;
                    if (Site.MayKnow(caller, door.Name)) continue;
                    var told = await AskAsync(site, spoiling, door, caller, p => p == "workspace" ? workspace : Names(site).FirstOrDefault(n => n.Parameter == p).Foreign ?? Spoiling.Usual(door, p));
                    if (told.All.Contains(Site.Canary, StringComparison.OrdinalIgnoreCase)) wrong.Add($"{door.Name} by {caller} in {workspace}: {told.All}");
                    if (told.Status >= 500 || (workspace == "foreign" && told.Status is not (401 or 403 or 404))) wrong.Add($"{door.Name} by {caller} in {workspace}: {told.Status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.DoesNotContain(Site.Canary, site.Serving.Log, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, await site.DumpAsync());
        using var own = await site.SendAsync("owner", HttpMethod.Get, "/api/workspaces/own/document");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task The_canaries_are_where_they_are_looked_for()
    {
        await using var site = await Site.StartAsync();
        foreach (var place in new[] { "document", "members", "audit", "history", "segments/only-there/history", "comments", "jobs", $"jobs/{Site.ForeignJob}/result", "search?words=canary", "signals/requests" })
        {
            using var answer = await site.SendAsync(Site.Stranger, HttpMethod.Get, $"/api/workspaces/foreign/{place}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(place == "audit" ? Site.Stranger : Site.Canary, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_foreign_is_answered_as_what_never_was_to_the_last_header_whoever_asks(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (spoiling, wrong, asked) = (new Spoiling(new Random(1), Site.Document("Own", "ask").Root), new List<string>(), 0);
        foreach (var door in Door.Of(site.Serving))
        {
            foreach (var caller in Site.Callers)
            {
                if (door.Pattern.Parameters.Any(p => p.Name == "workspace")) await SameAsync(door, caller, "workspace", "foreign", "neverbe");
                foreach (var (parameter, foreign, never) in Names(site).Where(n => door.Pattern.Parameters.Any(p => p.Name == n.Parameter)))
                {
                    if (Site.MayKnow(caller, door.Name)) continue;
                    if (parameter == "id" && !door.Name.StartsWith("jobs.", StringComparison.Ordinal)) continue;
                    await SameAsync(door, caller, parameter, foreign, never);
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(asked > 1000, $"{asked} pairs");

        async Task SameAsync(Door door, string caller, string parameter, string foreign, string never)
        {
            asked++;
            var (there, not) = (await AskAsync(site, spoiling, door, caller, p => p == parameter ? foreign : Spoiling.Usual(door, p)), await AskAsync(site, spoiling, door, caller, p => p == parameter ? never : Spoiling.Usual(door, p)));
            if (Blank(there.All, foreign) != Blank(not.All, never)) wrong.Add($"{door.Name} by {caller}, {parameter}: {there.All}\n  but {not.All}");
        }
    }

    private static string Blank(string text, string name) => Regex.Replace(text, $@"\b{name}\b|""traceId"":""[^""]*""|Date: .*|Content-Length: .*", "", RegexOptions.None, TimeSpan.FromSeconds(5));

    private static async Task<(int Status, string All)> AskAsync(Site site, Spoiling spoiling, Door door, string caller, Func<string, string> value)
    {
        var body = spoiling.Body(door).Body;
        using var answer = await site.SendAsync(caller, new HttpMethod(door.Method), door.Address(value), body, ("If-Match", "\"999\""));
        return ((int)answer.StatusCode, $"{(int)answer.StatusCode}\n{answer.Headers}{answer.Content.Headers}\n{await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }
}
