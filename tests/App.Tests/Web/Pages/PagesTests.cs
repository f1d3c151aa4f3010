using System.Net;
using Dais.App.Text;
using Dais.App.Tests.Web.Accounts;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Planning;
using Dais.Workspace.Storing;
using Microsoft.Playwright;

namespace Dais.App.Tests.Web.Pages;

/// <summary>The web app in a real browser, on a store with a real solver behind it.</summary>
/// <remarks>DAIS_PICTURES names a folder into which a picture of each page is written, to be looked at.</remarks>
public sealed class PagesTests
{
    private const float Patience = 180_000;

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("DAIS_PICTURES");

    private static readonly (string Page, string Sign)[] Pages = [("", ".plot"), ("/roadmap", ".road-board"), ("/portfolio", ".curve"), ("/groups", "table")];

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Every_page_fits_keeps_to_its_policy_and_leads_only_to_what_is_there(int width, ColorScheme theme)
    {
        await using var at = await TestStore.OpenAsync(DatabaseEngine.Sqlite);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("ten", "Ten") { Document = OpenWorkspace.From(Run.Ten).Document });
        await using var serving = await Serving.StartAsync(Serving.Local with { Store = at.Store });
        await using var runner = await JobRunner.StartAsync(at.Store, Run.Solver, cancel: TestContext.Current.CancellationToken);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = theme, BaseURL = serving.Address.ToString() });
        var page = await context.NewPageAsync();
        var (said, asked, links) = (new List<string>(), new List<string>(), new SortedSet<string>(StringComparer.Ordinal));
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => said.Add($"error: {error}");
        page.Request += (_, request) => asked.Add(request.Url);
        foreach (var (path, sign) in Pages)
        {
            await page.GotoAsync("/w/ten" + path);
            await page.Locator(sign).First.WaitForAsync(new() { Timeout = Patience, State = WaitForSelectorState.Visible });
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            links.UnionWith(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href^=\"/\"]')].map(a => a.getAttribute('href'))"));
            if (Pictures is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"page{path.Replace('/', '-')}-{width}.png"), FullPage = true });
        }

        Assert.True(links.Count >= Pages.Length, string.Join(' ', links));
        foreach (var link in links)
        {
            using var answer = await serving.Client.GetAsync(link, TestContext.Current.CancellationToken);
            var there = answer.StatusCode == HttpStatusCode.Redirect || !(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("There is nothing here", StringComparison.Ordinal);
            Assert.True((answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect) && there, $"{link}: {answer.StatusCode}");
        }

        Assert.DoesNotContain(said, message => message.StartsWith("error", StringComparison.Ordinal));
        Assert.All(asked, url => Assert.Equal(serving.Address.Host, new Uri(url, UriKind.Absolute) is { Scheme: "data" } ? serving.Address.Host : new Uri(url).Host));
    }

    [Fact]
    public async Task What_the_cockpit_shows_is_what_the_job_found_and_a_change_makes_it_say_so()
    {
        await using var at = await TestStore.OpenAsync(DatabaseEngine.Sqlite);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("ten", "Ten") { Document = OpenWorkspace.From(Run.Ten).Document });
        await using var serving = await Serving.StartAsync(Serving.Local with { Store = at.Store });
        await using var runner = await JobRunner.StartAsync(at.Store, Run.Solver, cancel: TestContext.Current.CancellationToken);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new() { BaseURL = serving.Address.ToString() });
        await page.GotoAsync("/w/ten");
        await page.Locator(".tiles").WaitForAsync(new() { Timeout = Patience });
        var found = await FindJobs.RunAsync(at.Store, Caller.Local, "ten", new("plan", default));
        var plan = (await ReadAnalysis.RunAsync(at.Store, Caller.Local, "ten", AnalysisKinds.Plan, found.Answered!.Id)).Document.Plan;
        var tiles = await page.Locator(".tiles").InnerTextAsync();
        foreach (var number in new[] { Show.Money(plan.Objective), Show.Money(plan.Value.Customer), Show.Money(plan.Value.Platform), $"{plan.Initiatives.Length}", Show.Percent(PlanWords.Planned(plan) / plan.Capacity.Value) }) Assert.Contains(number, tiles, StringComparison.Ordinal);

        await RenameAsync(at, "Ten more");
        var stale = page.Locator(".message.fair:has(+ .headline)"); // The plan's; both roadmaps may be of before too, and say so below.
        await stale.WaitForAsync(new() { Timeout = Patience });
        Assert.Contains($"Computed on revision {found.Answered.Revision}", await stale.InnerTextAsync(), StringComparison.Ordinal);
        await stale.GetByRole(AriaRole.Button, new() { Name = "Recompute" }).ClickAsync();
        using var patience = new CancellationTokenSource((int)Patience);
        while ((await FindJobs.RunAsync(at.Store, Caller.Local, "ten", new("plan", default), patience.Token)).Stale) await Task.Delay(100, patience.Token);
        await Assertions.Expect(page.Locator(".running:has(~ .headline)")).ToHaveCountAsync(0, new() { Timeout = Patience });
        await Assertions.Expect(stale).ToHaveCountAsync(0, new() { Timeout = Patience });
    }

    [Fact]
    public async Task A_page_of_a_workspace_that_one_is_not_in_is_that_of_one_that_never_was()
    {
        await using var team = await Team.StartAsync();
        var (member, _) = await team.MemberAsync("member@example.org", "a password of four words");
        using var visitor = member;
        var own = await visitor.OpenAsync("/w/one");
        Assert.Contains("Workspace one", own.Words, StringComparison.Ordinal);
        foreach (var path in Pages.Select(p => p.Page))
        {
            var (foreign, never) = (await visitor.OpenAsync("/w/two" + path), await visitor.OpenAsync("/w/nev" + path));
            Assert.DoesNotContain("Workspace two", foreign.Words, StringComparison.Ordinal);
            Assert.Equal(foreign.Words.Replace("two", "", StringComparison.Ordinal), never.Words.Replace("nev", "", StringComparison.Ordinal));
        }

        using var nobody = team.Visitor();
        await nobody.OpenAsync("/w/one");
        Assert.StartsWith("/sign-in", nobody.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_open_does_nothing_more_once_its_session_has_ended()
    {
        await using var team = await Team.StartAsync();
        await CreateWorkspace.RunAsync(team.At.Store, team.Owner, new("ten", "Ten") { Document = OpenWorkspace.From(Run.Ten).Document });
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = team.Serving.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?return=%2Fw%2Ften");
        await page.GetByLabel("E-mail", new() { Exact = true }).FillAsync(Team.OwnersEmail);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Team.OwnersPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        var stopped = page.GetByText("It was stopped before it had a result.");
        await page.GetByText("Waiting for its turn").First.WaitForAsync(new() { Timeout = Patience });
        while (!await stopped.First.IsVisibleAsync()) await StopAsync(page); // Until the page is alive, a click is nobody's.
        var session = (await context.CookiesAsync()).Single(c => c.Name == "__Host-dais").Value;
        await EndSession.RunAsync(team.At.Store, session);
        await page.GetByText("You are signed in no longer").First.WaitForAsync(new() { Timeout = Patience }); // It looks by itself every few seconds.
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });

    private static async Task StopAsync(IPage page)
    {
        var stop = page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).First;
        if (await stop.IsVisibleAsync()) await stop.ClickAsync();
        await Task.Delay(200, TestContext.Current.CancellationToken);
    }

    private static async Task RenameAsync(TestStore at, string name)
    {
        var platform = await ReadThing.RunAsync(at.Store, Caller.Local, "ten", ThingKey.Platform);
        var value = (System.Text.Json.Nodes.JsonObject)platform.Value.DeepClone();
        value["name"] = name;
        await ChangeThings.RunAsync(at.Store, Caller.Local, "ten", [new(ThingKey.Platform.Kind, ThingKey.Platform.Id, value) { Expected = platform.Version }], null);
    }
}
