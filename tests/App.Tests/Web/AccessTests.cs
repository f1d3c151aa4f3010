using System.Net;
using Dais.App.Web;
using Dais.App.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Tests.Web;

/// <summary>Nobody gets in who is not named; what names nobody lets nobody in.</summary>
public sealed class AccessTests
{
    private static readonly ServeOptions Nobody = Serving.Local with { Local = false };

    [Fact]
    public async Task Every_endpoint_declares_who_may_call_it()
    {
        await using var site = await Api.Site.StartAsync();
        await using var local = await Serving.StartAsync(Serving.Local with { Store = site.At.Store });
        foreach (var endpoints in new[] { site.Serving.Endpoints, local.Endpoints })
        {
            Assert.True(endpoints.Count > 100, "The endpoints of the store are not among them.");
            Assert.Empty(endpoints.Where(e => !Declares(e)).Select(e => e.DisplayName));
        }
    }

    [Fact]
    public async Task An_endpoint_that_declares_nothing_is_found_and_lets_nobody_in()
    {
        await using var serving = await Serving.StartAsync(more: routes => routes.MapGet("/forgotten", () => "secret"));
        Assert.Equal(["HTTP: GET /forgotten"], serving.Endpoints.Where(e => !Declares(e)).Select(e => e.DisplayName));
        await Told.OfAsync(await serving.Client.GetAsync("/forgotten"), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_told_so_whatever_is_asked()
    {
        await using var serving = await Serving.StartAsync(Nobody, Probes.Map);
        foreach (var address in new[] { "/api/about", "/metrics", "/probe/number/1", "/nowhere", "/probe/body", "/" })
        {
            var told = await Told.OfAsync(await serving.Client.GetAsync(address), HttpStatusCode.Unauthorized);
            Assert.Equal("Bearer", Assert.Single(told.Response.Headers.WwwAuthenticate).Scheme);
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/docs/")]
    public async Task What_is_open_is_open(string address)
    {
        await using var serving = await Serving.StartAsync(Nobody);
        Assert.Equal(HttpStatusCode.OK, (await serving.Client.GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Via", "1.1 proxy")]
    public async Task A_page_of_another_site_and_what_was_passed_on_are_not_the_local_person(string header, string value)
    {
        await using var serving = await Serving.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await serving.Client.GetAsync("/api/about")).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/about");
        request.Headers.TryAddWithoutValidation(header, value);
        await Told.OfAsync(await serving.Client.SendAsync(request), HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("http://*:0")]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://192.0.2.7:0")]
    public void Without_sign_in_only_this_machine_is_served(string url)
    {
        var refused = Assert.Throws<CannotServeException>(() => WebHost.Build(Serving.Local with { Urls = [ServeOptions.DefaultUrl, url], Hosts = ["dais.example.com"] }));
        Assert.Contains("--local asks nobody to sign in", refused.Message, StringComparison.Ordinal);
    }

    private static bool Declares(Endpoint endpoint) =>
        endpoint is RouteEndpoint && (endpoint.Metadata.GetMetadata<Demand>() is not null ^ endpoint.Metadata.GetMetadata<OpenToAnyone>() is { Reason.Length: > 0 });
}
