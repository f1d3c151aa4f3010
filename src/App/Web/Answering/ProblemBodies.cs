using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dais.App.Web.Watching;
using Dais.Workspace;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dais.App.Web.Answering;

/// <summary>Gives every answer that refuses a body that says why: to exceptions, and to statuses that something set and left empty.</summary>
internal sealed class ProblemBodies(RequestDelegate next, ILogger<ProblemBodies> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            return; // Nobody is there to be told.
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            log.LogError(e, "A fault in the middle of an answer; the connection is cut, so that nobody takes it for whole.");
            context.Abort();
            return;
        }
        catch (Exception e)
        {
            var problem = Of(e);
            context.Response.Clear();
            await WriteAsync(context, problem);
            return;
        }

        if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null or 0 }) await WriteAsync(context, Problems.Of(context.Response.StatusCode));
    }

    /// <summary>Writes the answer; where the problem names no place, it is the path.</summary>
    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        Telemetry.Problems.Add(1, new KeyValuePair<string, object?>("status", problem.Status));
        response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } after) response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var whole = problem with
        {
            Where = problem.Where.Length > 0 ? problem.Where : context.Request.PathBase + context.Request.Path,
            TraceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier,
        };
        if (ProblemPage.IsFor(context))
        {
            await ProblemPage.WriteAsync(context, whole);
            return;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(whole, ProblemJson.Default.Problem);
        response.ContentType = Problem.MediaType;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private Problem Of(Exception e)
    {
        switch (e)
        {
            case RefusalException refusal: return Problems.Of(refusal);
            case BadHttpRequestException bad: return BadRequests.Of(bad);
            case RefusedBodyException refused: return BadRequests.Of(refused); // The endpoint reads the body itself.
            default:
                log.LogError(e, "A fault.");
                return Problems.Of(StatusCodes.Status500InternalServerError);
        }
    }
}
