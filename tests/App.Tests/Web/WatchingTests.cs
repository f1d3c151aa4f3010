using System.Net;
using Dais.App.Web.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dais.App.Tests.Web;

/// <summary>Whether it lives, whether it is ready, and what is measured.</summary>
public sealed class WatchingTests
{
    [Fact]
    public async Task A_part_that_is_ill_makes_it_not_ready_and_it_lives_all_the_same()
    {
        var store = HealthCheckResult.Unhealthy("a secret reason");
        await using var serving = await Serving.StartAsync(parts: services => services.AddHealthChecks().AddCheck("store", () => store));
        var told = await Told.OfAsync(await serving.Client.GetAsync("/health/ready"), HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Dais is not ready: store.", told.What);
        Assert.Equal(TimeSpan.FromSeconds(5), told.Response.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, (await serving.Client.GetAsync("/health/live")).StatusCode);
        store = HealthCheckResult.Healthy();
        Assert.Contains("ready", await serving.Client.GetStringAsync("/health/ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_and_requests_are_measured()
    {
        await using var serving = await Serving.StartAsync();
        (await serving.Client.GetAsync("/nowhere?secret=canary")).Dispose();
        var measured = await serving.Client.GetStringAsync("/metrics");
        Assert.Matches("(?m)^dais_problems_total\\{.*status=\"404\".*\\} [1-9]", measured);
        Assert.Contains("http_server_request_duration_seconds_count", measured, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", measured, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization: Bearer abcdefgh", "Authorization: ***")]
    [InlineData("sent Bearer abc.def-ghi to it", "sent Bearer *** to it")]
    [InlineData("GET http://127.0.0.1/x?token=abc HTTP/1.1", "GET http://127.0.0.1/x?*** HTTP/1.1")]
    [InlineData("Host=db;Password=hunter2;Database=d", "Host=db;Password=***;Database=d")]
    [InlineData("the token dais_abcdefgh12345678 of", "the token *** of")]
    [InlineData("Is it so? Yes.", "Is it so? Yes.")]
    public void Secrets_are_taken_out_of_a_text(string text, string clean) => Assert.Equal(clean, Redaction.Clean(text));
}
