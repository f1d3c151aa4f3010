using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Dais.App.Web.Watching;

/// <summary>One line for each request: the route as the code spells it, never the address that was sent, which may hold secrets.</summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Write(context, Stopwatch.GetElapsedTime(began));
        }
    }

    private void Write(HttpContext context, TimeSpan took)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
        var (method, status, milliseconds) = (Known(context.Request.Method), context.Response.StatusCode, Math.Round(took.TotalMilliseconds, 1));
        var caller = context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "anyone";
        var level = status < 400 && route.StartsWith("/health/", StringComparison.Ordinal) ? LogLevel.Debug : LogLevel.Information;
        if (!log.IsEnabled(level)) return;
        log.Log(level, "{Method} {Route} {Status} in {Milliseconds} ms for {Caller}", method, route, status, milliseconds, caller);
    }

    /// <summary>A method is any word that a caller likes; one that nobody knows stays out of the log.</summary>
    private static string Known(string method) => method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" ? method : "OTHER";
}
