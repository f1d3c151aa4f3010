using System.Net;
using System.Net.Http.Headers;
using Dais.App.Web;
using Microsoft.Extensions.Logging;

namespace Dais.App.Tests.Web;

/// <summary>What is too large, too often, or meant for somebody else.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_and_a_file_to_import_may_be_larger()
    {
        await using var serving = await Serving.StartAsync(more: Probes.Map);
        serving.Client.DefaultRequestHeaders.ExpectContinue = true;
        using var large = Json(20_000_001);
        await Told.OfAsync(await serving.Client.PostAsync("/probe/body", large), HttpStatusCode.RequestEntityTooLarge);
        using var file = Json(20_000_001);
        Assert.Equal(HttpStatusCode.NoContent, (await serving.Client.PostAsync("/probe/upload", file)).StatusCode);
        using var larger = Json(30_000_001);
        await Told.OfAsync(await serving.Client.PostAsync("/probe/upload", larger), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back_and_health_always_answers()
    {
        await using var serving = await Serving.StartAsync(Serving.Local with { Limits = new() { OfCaller = 3, Window = TimeSpan.FromMinutes(10) } });
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await serving.Client.GetAsync("/api/about")).StatusCode);
        var told = await Told.OfAsync(await serving.Client.GetAsync("/api/about"), HttpStatusCode.TooManyRequests);
        Assert.InRange(told.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 600);
        Assert.Equal(HttpStatusCode.OK, (await serving.Client.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Strangers_are_counted_by_their_address_as_a_believed_proxy_tells_it()
    {
        await using var serving = await Serving.StartAsync(new ServeOptions { Urls = ["http://127.0.0.1:0"], Proxies = ["127.0.0.1"], Limits = new() { OfAddress = 1, Window = TimeSpan.FromMinutes(10) } });
        Assert.Equal(HttpStatusCode.Unauthorized, await From("203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await From("203.0.113.1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await From("203.0.113.2"));
        Assert.Equal(HttpStatusCode.Unauthorized, await From("2001:db8::1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await From("2001:db8::2"));

        async Task<HttpStatusCode> From(string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/about");
            request.Headers.Add("X-Forwarded-For", address);
            return (await serving.Client.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task Nobody_else_is_believed_on_the_callers_address()
    {
        await using var serving = await Serving.StartAsync(new ServeOptions { Urls = ["http://127.0.0.1:0"], Proxies = ["192.0.2.1"], Limits = new() { OfAddress = 1, Window = TimeSpan.FromMinutes(10) } });
        foreach (var (address, status) in new[] { ("203.0.113.1", HttpStatusCode.Unauthorized), ("203.0.113.2", HttpStatusCode.TooManyRequests) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/about");
            request.Headers.Add("X-Forwarded-For", address);
            Assert.Equal(status, (await serving.Client.SendAsync(request)).StatusCode);
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example:5170")]
    public async Task Another_name_of_the_server_is_refused(string host)
    {
        await using var serving = await Serving.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/about");
        request.Headers.Host = host;
        Assert.Equal("Host", (await Told.OfAsync(await serving.Client.SendAsync(request), HttpStatusCode.BadRequest)).Where);
    }

    [Fact]
    public async Task The_names_that_are_said_are_answered_to()
    {
        await using var serving = await Serving.StartAsync(Serving.Local with { Local = false, Urls = ["http://127.0.0.1:0"], Hosts = ["dais.example.com"] });
        foreach (var host in new[] { "dais.example.com", "DAIS.example.com:443", "localhost" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
            request.Headers.Host = host;
            Assert.Equal(HttpStatusCode.OK, (await serving.Client.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public async Task Secrets_never_reach_the_log_however_much_is_logged()
    {
        await using var serving = await Serving.StartAsync(Serving.Local with { LogLevel = LogLevel.Trace }, Probes.Map);
        foreach (var address in new[] { "/api/about?token=canary-query", "/probe/fails/fault?q=canary-query", "/nowhere?canary-query", "/probe/number/x?canary-query" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "canary-bearer-0123");
            request.Headers.Add("Cookie", "session=canary-cookie");
            request.Headers.Add("X-Api-Key", "canary-key");
            (await serving.Client.SendAsync(request)).Dispose();
        }

        await RawRequest.SendAsync(serving.Address, "GET /x?token=canary-query HTTP/9.9\r\n\r\n"u8.ToArray());
        await RawRequest.SendAsync(serving.Address, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: canary-cookie\0\r\nAuthorization canary-bearer-0123\r\n\r\n"u8.ToArray());
        Assert.Contains("GET /api/about 200", serving.Log, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", serving.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(serving.Log.Split('\n'), l => l.Contains("canary", StringComparison.Ordinal));
        Assert.All(serving.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => System.Text.Json.JsonDocument.Parse(line).Dispose());
    }

    private static ByteArrayContent Json(int size) => new(new byte[size]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
