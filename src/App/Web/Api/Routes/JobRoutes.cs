using System.Text;
using System.Text.Json.Nodes;
using Dais.App.Web.Access;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Api.Routes;

/// <summary>Long work: every analysis is asked for at an address of its own, and read when it is done.</summary>
internal static class JobRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/workspaces/{workspace}");
        foreach (var kind in JobKinds.Names)
        {
            group.MapPost($"/analyses/{kind}", (HttpContext context, string workspace, JsonObject parameters, Store store) => context.OnceAsync(
                    store,
                    () => StartJob.RunAsync(store, context.Caller(), workspace, new(kind, Encoding.UTF8.GetBytes(parameters.ToJsonString())), context.RequestAborted),
                    job => new Answer(StatusCodes.Status202Accepted, Shown(job)) { Location = $"/api/workspaces/{workspace}/jobs/{job.Id}" },
                    parameters))
                .RequirePermission(Permission.View).WithTags("analyses").WithName($"analyses.{kind}").WithSummary($"Asks for the {kind}: a job. Parameters: {string.Join(", ", JobKinds.FieldsOf(kind))}.").WithMetadata(new JobBody(kind));
        }

        var jobs = group.MapGroup("/jobs").WithTags("jobs");
        jobs.MapGet("", ListAsync).RequirePermission(Permission.View).WithName("jobs.list").WithSummary("The jobs of the workspace, newest first.");
        jobs.MapGet("/{id}", async (HttpContext context, string workspace, string id, Store store) => Results.Ok(Shown(await ReadJob.RunAsync(store, context.Caller(), workspace, id, context.RequestAborted))))
            .RequirePermission(Permission.View).WithName("jobs.read").WithSummary("How a job stands: incumbent, bound, gap.");
        jobs.MapPost("/{id}/cancel", async (HttpContext context, string workspace, string id, Store store) => Results.Ok(Shown(await CancelJob.RunAsync(store, context.Caller(), workspace, id, context.RequestAborted))))
            .RequirePermission(Permission.View).WithName("jobs.cancel").WithSummary("Stops a job; what it knows by then is its result.");
        jobs.MapGet("/{id}/result", ResultAsync).RequirePermission(Permission.View).WithName("jobs.result").WithSummary("What came of it, the revision it was computed on, and whether the workspace has changed since.");
        jobs.MapGet("/{id}/file", FileAsync).RequirePermission(Permission.View).WithName("jobs.file").WithSummary("The file that an export made.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, string workspace, string? kind, JobState? state, string? before, int? take, Store store)
    {
        var page = await ListJobs.RunAsync(store, context.Caller(), workspace, new() { Kind = kind, State = state, Before = before, Take = take ?? 50 }, context.RequestAborted);
        context.On(page.Revision);
        return Results.Ok(new { revision = page.Revision, jobs = page.Jobs.Select(Shown), page.More });
    }

    private static async Task<IResult> ResultAsync(HttpContext context, string workspace, string id, Store store)
    {
        var result = await ReadJobResult.RunAsync(store, context.Caller(), workspace, id, context.RequestAborted);
        context.On(result.Revision);
        return Results.Bytes(result.Print(), "application/json");
    }

    private static async Task<IResult> FileAsync(HttpContext context, string workspace, string id, Store store)
    {
        var result = await ReadJobResult.RunAsync(store, context.Caller(), workspace, id, context.RequestAborted);
        context.On(result.Revision);
        return result.File() is { } file ? Results.File(file.Content, file.MediaType, file.Name) : throw new MissingException($"jobs/{id}/file", "Maybe the job is no export: its result is read as JSON.");
    }

    private static object Shown(Job job) => new
    {
        job.Workspace, job.Id, job.Kind, job.State, request = JsonNode.Parse(job.Request), job.AskedByName, job.Created, job.Started, job.Finished,
        job.Revision, job.Progress, job.Failure, job.Attempt, job.Cancelling, job.HasResult,
    };
}

/// <summary>Which kind of job the body of an endpoint asks for.</summary>
/// <param name="Kind">The kind's name.</param>
internal sealed record JobBody(string Kind);
