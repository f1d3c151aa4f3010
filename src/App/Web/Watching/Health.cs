using Dais.App.Web.Access;
using Dais.App.Web.Answering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Dais.App.Web.Watching;

/// <summary>Whether the process lives, and whether it is ready to be asked: every registered health check holds, and it is not stopping.</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => new Standing("live"))
            .AllowAnyone("It says only that the process runs.").DisableRateLimiting()
            .WithName("live").WithTags("health").WithSummary("Whether the process runs.");
        routes.MapGet("/health/ready", ReadyAsync)
            .AllowAnyone("It says only whether requests can be answered.").DisableRateLimiting()
            .Produces<Standing>()
            .WithName("ready").WithTags("health").WithSummary("Whether requests can be answered now.");
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, HealthCheckService checks, IHostApplicationLifetime life)
    {
        if (life.ApplicationStopping.IsCancellationRequested) return new Refused(Problems.Of(StatusCodes.Status503ServiceUnavailable) with { What = "Dais is stopping.", RetryAfter = TimeSpan.FromSeconds(5) });
        var report = await checks.CheckHealthAsync(context.RequestAborted);
        if (report.Status != HealthStatus.Unhealthy) return Results.Ok(new Standing(report.Status == HealthStatus.Healthy ? "ready" : "degraded"));
        var ill = string.Join(", ", report.Entries.Where(e => e.Value.Status == HealthStatus.Unhealthy).Select(e => e.Key));
        return new Refused(Problems.Of(StatusCodes.Status503ServiceUnavailable) with { What = $"Dais is not ready: {ill}.", RetryAfter = TimeSpan.FromSeconds(5) });
    }
}

/// <summary>How the server stands.</summary>
/// <param name="Status">live, ready, or degraded.</param>
internal sealed record Standing(string Status);
