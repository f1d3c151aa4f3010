using System.Text.Json;
using Dais.App.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;

namespace Dais.App.Tests.Web;

/// <summary>The API's document, and the page that shows it.</summary>
public sealed class ApiDocumentTests
{
    /// <summary>Addresses that are no part of the API: the document itself, its page, and what a scraper reads.</summary>
    private static readonly string[] Apart = ["/api/openapi.json", "/api/docs", "/metrics"];

    [Fact]
    public async Task The_document_is_approved()
    {
        await using var site = await Api.Site.StartAsync();
        var serving = site.Serving;
        Approved.Is("openapi", await serving.Client.GetStringAsync("/api/openapi.json") + "\n");
    }

    [Fact]
    public async Task Every_endpoint_is_in_the_document_with_its_permission()
    {
        await using var site = await Api.Site.StartAsync();
        var serving = site.Serving;
        using var document = JsonDocument.Parse(await serving.Client.GetStringAsync("/api/openapi.json"));
        Assert.StartsWith("3.1.", document.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var paths = document.RootElement.GetProperty("paths");
        foreach (var endpoint in serving.Endpoints.OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) || e.RoutePattern.RawText.StartsWith("/health/", StringComparison.Ordinal)).Where(e => !Apart.Any(a => ("/" + e.RoutePattern.RawText!.TrimStart('/')).StartsWith(a, StringComparison.Ordinal))))
        {
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
            {
                var path = endpoint.RoutePattern.RawText!.TrimEnd('/');
                Assert.True(paths.TryGetProperty(path, out var methods) && methods.TryGetProperty(method.ToLowerInvariant(), out _), $"{method} {path} is not in the document.");
                var operation = methods.GetProperty(method.ToLowerInvariant());
                Assert.Equal(endpoint.Metadata.GetMetadata<Demand>()?.Permission.ToString() ?? "anyone", operation.GetProperty("x-permission").GetString());
                Assert.True(operation.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _));
                Assert.NotEqual("", operation.GetProperty("operationId").GetString());
            }
        }
    }

    [Fact]
    public async Task The_page_asks_nobody_else_and_keeps_to_its_policy()
    {
        await using var serving = await Serving.StartAsync(more: Probes.Map);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
        var page = await browser.NewPageAsync();
        var (asked, said) = (new List<string>(), new List<string>());
        page.Request += (_, request) => asked.Add(request.Url);
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => said.Add("error: " + error);
        await page.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective, e.blockedURI, e.lineNumber))");
        await page.GotoAsync(new Uri(serving.Address, "/api/docs/").ToString());
        await page.GetByText("Which Dais this is.").First.WaitForAsync();
        await page.Mouse.WheelAsync(0, 3000);
        await page.GetByText("/probe/body").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Request" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).First.ClickAsync();
        await page.WaitForTimeoutAsync(1000);
        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, url => !url.StartsWith(serving.Address.ToString(), StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:" + serving.Address, StringComparison.Ordinal));
        Assert.DoesNotContain(said, message => message.StartsWith("error", StringComparison.Ordinal));
        Assert.Contains(new Uri(serving.Address, "/api/about").ToString(), asked);
    }
}
