using System.Globalization;
using Dais.App.Web.Accounts;
using Dais.App.Web.Accounts.Pages;
using Microsoft.AspNetCore.Http;

namespace Dais.App.Web.Answering;

/// <summary>Tells somebody at a browser why something is refused, as a page; programs are told the same as JSON.</summary>
internal static class ProblemPage
{
    /// <summary>Whether it is somebody at a browser who asks, for a page.</summary>
    public static bool IsFor(HttpContext context)
    {
        var path = context.Request.Path;
        return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !HttpMethods.IsHead(context.Request.Method)
            && !path.StartsWithSegments("/api") && !path.StartsWithSegments("/metrics") && !path.StartsWithSegments("/health") && !path.StartsWithSegments("/mcp");
    }

    /// <summary>Writes it.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem) => PageAnswers.Show<NoticePage>(context, new Dictionary<string, object?>
    {
        ["Title"] = problem.What.TrimEnd('.'),
        ["Lead"] = problem.RetryAfter is { } after ? string.Create(CultureInfo.InvariantCulture, $"{problem.Maybe} It says {Math.Max(1, Math.Ceiling(after.TotalSeconds))} seconds.") : problem.Maybe,
        ["Trace"] = problem.Status >= StatusCodes.Status500InternalServerError ? problem.TraceId : null,
        ["Address"] = LocalPath.Home,
        ["Word"] = "To your account",
    }, problem.Status).ExecuteAsync(context);
}
