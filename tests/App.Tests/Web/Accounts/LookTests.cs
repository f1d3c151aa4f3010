using Dais.App.Web.Accounts.Codes;
using Dais.Workspace;
using Dais.Workspace.People;
using Microsoft.Playwright;

namespace Dais.App.Tests.Web.Accounts;

/// <summary>The pages in a real browser: they keep to their policy, need no script, and are read on a phone as on a desk.</summary>
/// <remarks>DAIS_PICTURES names a folder into which a picture of each is written, to be looked at.</remarks>
public sealed class LookTests
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("DAIS_PICTURES");

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task Every_page_works_without_a_script_and_fits(int width, int height)
    {
        await using var provider = await TestProvider.StartAsync();
        await using var team = await Team.StartAsync(provider: provider.Provider);
        var invited = await InviteMember.RunAsync(team.At.Store, team.Owner, "one", "member@example.org", new(Role.Editor));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, JavaScriptEnabled = false, BaseURL = team.Serving.Address.ToString() });
        var page = await context.NewPageAsync();
        var (said, asked) = (new List<string>(), new List<string>());
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        page.Request += (_, request) => asked.Add(request.Url);

        await page.GotoAsync("/account");
        await SeenAsync("sign-in");
        await FillAsync(("E-mail", Team.OwnersEmail), ("Password", "not the right words"));
        await PressAsync("Sign in");
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await SeenAsync("sign-in-refused");
        await page.GotoAsync($"/invitation/{invited.Code}");
        await SeenAsync("invitation");
        await FillAsync(("Your name", "Member"), ("Password", "a password of four words"));
        await PressAsync("Join");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your workspaces" }).WaitForAsync();
        await SeenAsync("account");
        await page.GotoAsync($"/invitation/{invited.Code}");
        await SeenAsync("link-used");

        await page.GotoAsync("/account/two-factor");
        await SeenAsync("two-factor");
        await FillAsync(("Password", "a password of four words"));
        await PressAsync("Set it up");
        await SeenAsync("two-factor-setup");
        var key = (await page.Locator(".key code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await FillAsync(("The code that it shows", Totp.Code(key, Totp.Step(team.Clock.GetUtcNow()))));
        await PressAsync("Turn it on");
        Assert.Equal(10, await page.Locator(".codes li").CountAsync());
        await SeenAsync("recovery-codes");

        await page.GotoAsync("/account/tokens");
        await FillAsync(("What it is for", "nightly export"));
        await PressAsync("Make it");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Here is your token" }).WaitForAsync();
        await SeenAsync("tokens");
        await page.GotoAsync("/account/password");
        await SeenAsync("password");
        await PressAsync("Sign out");
        team.Clock.Advance(TimeSpan.FromMinutes(2));
        await FillAsync(("E-mail", "member@example.org"), ("Password", "a password of four words"));
        await PressAsync("Sign in");
        await SeenAsync("second-factor");
        await FillAsync(("Code", Totp.Code(key, Totp.Step(team.Clock.GetUtcNow()))));
        await PressAsync("Go on");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your workspaces" }).WaitForAsync();

        Assert.DoesNotContain(said, message => message.StartsWith("error", StringComparison.Ordinal) && !message.Contains("the server responded with a status of 40", StringComparison.Ordinal));
        Assert.All(asked, url => Assert.StartsWith(url.StartsWith("data:", StringComparison.Ordinal) ? "data:" : team.Serving.Address.ToString(), url, StringComparison.Ordinal));

        async Task FillAsync(params (string Label, string Text)[] fields)
        {
            foreach (var (label, text) in fields) await page.GetByLabel(label, new() { Exact = true }).FillAsync(text);
        }

        Task PressAsync(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

        async Task SeenAsync(string name)
        {
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            var box = await page.Locator("main").BoundingBoxAsync();
            Assert.InRange(box!.Width, 200, width);
            if (Pictures is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{width}.png"), FullPage = true });
        }
    }
}
