using System.Text;
using System.Text.Json.Nodes;
using Dais.App.Web.Access;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Engine.Modelling;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Planning;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Api.Routes;

/// <summary>Workspaces: which there are, a new one, the whole of one.</summary>
internal static class WorkspaceRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/workspaces").WithTags("workspaces");
        group.MapGet("", async (HttpContext context, Store store) => Results.Ok(new ShownWorkspaces((await WhoAmI.RunAsync(store, context.Caller(), context.RequestAborted)).Workspaces.Select(w => new ShownWorkspace(w.Id, w.Name, w.Terms.Role, w.Terms.Group, w.Terms.Sensitive)))))
            .Produces<ShownWorkspaces>().RequirePermission(Permission.BeKnown).WithName("workspaces.list").WithSummary("The workspaces that you are a member of.");
        group.MapPost("", CreateAsync).Produces<WorkspaceWritten>(StatusCodes.Status201Created)
            .RequirePermission(Permission.BeKnown).WithName("workspaces.add").WithSummary("Makes a workspace, empty or from a document; you own it.");
        group.MapGet("/{workspace}/document", ReadAsync).Produces<JsonObject>().WithMetadata(new NamedAnswer("workspace"))
            .RequirePermission(Permission.View).WithName("workspaces.read").WithSummary("The whole workspace as one document, now or as of a revision or time.");
        group.MapPut("/{workspace}/document", ReplaceAsync).Produces<WorkspaceWritten>().WithMetadata(new NamedBody("workspace"))
            .RequirePermission(Permission.Edit).WithName("workspaces.write").WithSummary("Puts a whole document in its place, as one change set; If-Match names the revision that it replaces.");
        group.MapGet("/{workspace}/findings", FindingsAsync).Produces<ShownFindings>()
            .RequirePermission(Permission.View).WithName("workspaces.check").WithSummary("What is wrong or odd with the workspace, errors first.");
        group.MapGet("/{workspace}/groups/{id}/view", ViewAsync).Produces<GroupView>()
            .RequirePermission(Permission.ViewOwnGroup).WithTags("groups").WithName("groups.view").WithSummary("What one group sees: its asks and where they stand, its work and dates, its share, how it fares; by the last committed plan as it was frozen, or by that of the review. A stakeholder sees the own group's.");
        group.MapPut("/{workspace}/name", async (HttpContext context, string workspace, WorkspaceName wanted, Store store) => Results.Ok(new WorkspaceRenamed(workspace, await RenameWorkspace.RunAsync(store, context.Caller(), workspace, wanted.Name, context.RequestAborted))))
            .Produces<WorkspaceRenamed>().RequirePermission(Permission.Manage).WithName("workspaces.rename").WithSummary("Gives the workspace another name; its id and its platform's name stay.");
        group.MapPost("/{workspace}/delete", (HttpContext context, string workspace, WorkspaceName confirmed, Store store) => context.OnceAsync(store, () => DeleteWorkspace.RunAsync(store, context.Caller(), workspace, confirmed.Name, context.RequestAborted), last => new Answer(StatusCodes.Status200OK, new WorkspaceDeleted(workspace, true, last)), confirmed))
            .Produces<WorkspaceDeleted>().RequirePermission(Permission.Manage).WithName("workspaces.delete").WithSummary("Deletes the workspace and everything in it, for good; name has to be its name, letter for letter. The audit stays, and what backups hold.");
    }

    private static Task<IResult> CreateAsync(HttpContext context, NewOne wanted, Store store) => context.OnceAsync(
        store,
        () => CreateWorkspace.RunAsync(store, context.Caller(), new(wanted.Id, wanted.Name) { Document = wanted.Document is null ? null : Read(wanted.Document) }, context.RequestAborted),
        state => new Answer(StatusCodes.Status201Created, new WorkspaceWritten(state.Workspace, state.Revision)) { Version = state.Revision, Revision = state.Revision, Location = $"/api/workspaces/{state.Workspace}/document" },
        wanted);

    private static async Task<IResult> ReadAsync(HttpContext context, string workspace, string? asOf, Store store)
    {
        var exported = await ExportWorkspace.RunAsync(store, context.Caller(), workspace, Moment.Parse(asOf), context.RequestAborted);
        context.On(exported.Revision);
        context.Response.Headers.ETag = $"\"{exported.Revision}\"";
        return Results.Text(exported.Document.Text, "application/json", Encoding.UTF8);
    }

    private static async Task<IResult> ReplaceAsync(HttpContext context, string workspace, JsonObject document, string? why, Store store)
    {
        await DemandPermission.RunAsync(store, context.Caller(), workspace, Permission.Edit, context.RequestAborted);
        var (expected, read) = (context.IfMatch(needed: true), Read(document));
        return await context.OnceAsync(store, () => ReplaceWorkspace.RunAsync(store, context.Caller(), workspace, read, expected, why, context.RequestAborted), state => new Answer(StatusCodes.Status200OK, new WorkspaceWritten(workspace, state.Revision)) { Version = state.Revision, Revision = state.Revision }, document);
    }

    private static async Task<IResult> FindingsAsync(HttpContext context, string workspace, Store store)
    {
        var state = await ReadWorkspace.RunAsync(store, context.Caller(), workspace, cancel: context.RequestAborted);
        context.On(state.Revision);
        return Results.Ok(new ShownFindings(state.Revision, (state.Opened?.Findings ?? []).Select(ShownFinding.Of)));
    }

    private static async Task<IResult> ViewAsync(HttpContext context, string workspace, string id, string? review, Store store)
    {
        var view = await ViewGroup.RunAsync(store, context.Caller(), workspace, id, review, context.RequestAborted);
        context.On(view.Revision);
        return Results.Ok(view);
    }

    private static Document Read(JsonNode root)
    {
        var findings = new List<Finding>();
        return Document.Of(root.DeepClone(), findings) ?? throw InvalidException.Of("document", [.. findings.Where(f => f.IsError)]);
    }

    /// <summary>A workspace's name.</summary>
    /// <param name="Name">What people call it.</param>
    internal sealed record WorkspaceName(string Name);

    /// <summary>A workspace that is to be.</summary>
    /// <param name="Id">Its id in addresses: small letters, digits and dashes.</param>
    /// <param name="Name">What people call it.</param>
    /// <param name="Document">What it holds from the start; absent for an empty one.</param>
    internal sealed record NewOne(string Id, string Name, JsonObject? Document = null);
}
