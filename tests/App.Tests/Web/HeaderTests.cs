using System.Net;
using Dais.App.Web;

namespace Dais.App.Tests.Web;

/// <summary>What every answer tells the browser.</summary>
public sealed class HeaderTests
{
    [Theory]
    [InlineData("/api/about")]
    [InlineData("/nowhere")]
    [InlineData("/probe/fails/fault")]
    [InlineData("/probe/fails/forbidden")]
    [InlineData("/api/docs/")]
    [InlineData("/health/live")]
    [InlineData("/metrics")]
    public async Task Every_answer_is_fenced_in(string address)
    {
        await using var serving = await Serving.StartAsync(more: Probes.Map);
        var answer = await serving.Client.GetAsync(address);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Each_page_has_a_nonce_of_its_own()
    {
        await using var serving = await Serving.StartAsync();
        var policies = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 3; i++) policies.Add((await serving.Client.GetAsync("/api/docs/")).Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(3, policies.Count);
    }

    [Fact]
    public async Task Behind_a_proxy_that_speaks_https_it_is_to_stay_so()
    {
        await using var serving = await Serving.StartAsync(new ServeOptions { Urls = ["http://127.0.0.1:0"], Proxies = ["127.0.0.1"] });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("X-Forwarded-Proto", "https");
        var answer = await serving.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
    }
}
