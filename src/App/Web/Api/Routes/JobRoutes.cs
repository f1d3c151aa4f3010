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
                    job => new Answer(StatusCodes.Status202Accepted, ShownJob.Of(job)) { Location = $"/api/workspaces/{workspace}/jobs/{job.Id}" },
                    parameters))
                .Produces<ShownJob>(StatusCodes.Status202Accepted).RequirePermission(Permission.View).WithTags("analyses").WithName($"analyses.{kind}").WithSummary($"Asks for the {kind}: a job. Parameters: {string.Join(", ", JobKinds.FieldsOf(kind))}.").WithMetadata(new NamedBody(KindSchemas.Asking(kind)));
        }

        var jobs = group.MapGroup("/jobs").WithTags("jobs");
        jobs.MapGet("", ListAsync).Produces<ShownJobs>().RequirePermission(Permission.View).WithName("jobs.list").WithSummary("The jobs of the workspace, newest first.");
        jobs.MapGet("/{id}", async (HttpContext context, string workspace, string id, Store store) => Results.Ok(ShownJob.Of(await ReadJob.RunAsync(store, context.Caller(), workspace, id, context.RequestAborted))))
            .Produces<ShownJob>().RequirePermission(Permission.View).WithName("jobs.read").WithSummary("How a job stands: incumbent, bound, gap.");
        jobs.MapPost("/{id}/cancel", (HttpContext context, string workspace, string id, Store store) => context.OnceAsync(store, () => CancelJob.RunAsync(store, context.Caller(), workspace, id, context.RequestAborted), job => new Answer(StatusCodes.Status200OK, ShownJob.Of(job))))
            .Produces<ShownJob>().RequirePermission(Permission.View).WithName("jobs.cancel").WithSummary("Stops a job; what it knows by then is its result.");
        jobs.MapGet("/{id}/result", ResultAsync).Produces<JsonObject>().WithMetadata(new NamedAnswer(KindSchemas.AnyResult)).RequirePermission(Permission.View).WithName("jobs.result").WithSummary("What came of it, the revision it was computed on, and whether the workspace has changed since.");
        jobs.MapGet("/{id}/file", FileAsync).Produces<Stream>(contentType: "application/octet-stream", additionalContentTypes: ["application/json", "application/zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]).RequirePermission(Permission.View).WithName("jobs.file").WithSummary("The file that an export made.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, string workspace, string? kind, JobState? state, string? before, int? take, Store store)
    {
        var page = await ListJobs.RunAsync(store, context.Caller(), workspace, new() { Kind = kind, State = state, Before = before, Take = take ?? 50 }, context.RequestAborted);
        context.On(page.Revision);
        return Results.Ok(new ShownJobs(page.Revision, page.Jobs.Select(ShownJob.Of), page.More));
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
}
