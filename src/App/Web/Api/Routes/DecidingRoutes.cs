using System.Text.Json.Nodes;
using Dais.App.Web.Access;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Api.Routes;

/// <summary>What is made binding: a plan is committed, a quarter closed, a scenario applied or given up, a decision taken.</summary>
internal static class DecidingRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/workspaces/{workspace}");
        group.MapPost("/commit", CommitAsync).Produces<ReviewMade>(StatusCodes.Status201Created).WithMetadata(new NamedBody("commit"))
            .RequirePermission(Permission.Commit).WithTags("reviews").WithName("reviews.commit").WithSummary("Commits a plan: its finishes become promises, and it is kept as a review. revision is the one that the plan was computed on; where what a plan reads was changed since, nothing is committed.");
        group.MapPost("/close", CloseAsync).Produces<ReviewMade>(StatusCodes.Status201Created).WithMetadata(new NamedBody("quarter"))
            .RequirePermission(Permission.Commit).WithTags("reviews").WithName("reviews.close").WithSummary("Closes the first quarter of the horizon, which period names: work, remaining effort and horizon move on, and planned against actual is kept as a review. Work that the log holds already counts too, such as a CSV file of it that was imported before.");
        group.MapPost("/scenarios/{id}/apply", (HttpContext context, string workspace, string id, Store store) => context.OnceAsync(store, () => ApplyStoredScenario.RunAsync(store, context.Caller(), workspace, id, context.IfMatch(needed: false), context.RequestAborted), state => Became(id, "applied", state)))
            .Produces<ScenarioBecame>().RequirePermission(Permission.Edit).WithTags("scenarios").WithName("scenarios.apply").WithSummary("Makes a kept scenario so, on the newest revision, field by field; where something else was made of what it changes, each conflict is listed and nothing changes. If-Match may name the version of the scenario.");
        group.MapPost("/scenarios/{id}/discard", (HttpContext context, string workspace, string id, Store store) => context.OnceAsync(store, () => DiscardScenario.RunAsync(store, context.Caller(), workspace, id, context.IfMatch(needed: false), context.RequestAborted), state => Became(id, "discarded", state)))
            .Produces<ScenarioBecame>().RequirePermission(Permission.Edit).WithTags("scenarios").WithName("scenarios.discard").WithSummary("Gives a kept scenario up; it stays readable. If-Match may name the version of the scenario.");
        group.MapPost("/decide", DecideAsync).Produces<DecisionTaken>(StatusCodes.Status201Created)
            .RequirePermission(Permission.Edit).WithTags("decisions").WithName("decisions.decide").WithSummary("Writes a decision down, and freezes the things it is about as they are now, without sensitive fields.");
    }

    private static Task<IResult> CommitAsync(HttpContext context, string workspace, PlanOffered offered, Store store) => context.OnceAsync(
        store,
        () => CommitPlan.RunAsync(store, context.Caller(), workspace, new(offered.Name, offered.Revision, offered.Plan) { Policy = offered.Policy, Note = offered.Note }, context.RequestAborted),
        made => Made(workspace, made),
        offered);

    private static Task<IResult> CloseAsync(HttpContext context, string workspace, JsonObject quarter, Store store) => context.OnceAsync(
        store,
        () => CloseQuarter.AsSaidAsync(store, context.Caller(), workspace, quarter, context.RequestAborted),
        made => Made(workspace, made),
        quarter);

    private static Task<IResult> DecideAsync(HttpContext context, string workspace, DecisionSaid said, Store store) => context.OnceAsync(
        store,
        () => Decide.RunAsync(store, context.Caller(), workspace, new(said.Title, [.. said.About]) { Id = said.Id, Why = said.Why, Because = [.. said.Because ?? []] }, context.RequestAborted),
        taken => new Answer(StatusCodes.Status201Created, new DecisionTaken(taken.Id, taken.State.Revision)) { Version = taken.State.Revision, Revision = taken.State.Revision, Location = $"/api/workspaces/{workspace}/decisions/{Uri.EscapeDataString(taken.Id)}" },
        said);

    private static Answer Made(string workspace, (string Review, WorkspaceState State) made) =>
        new(StatusCodes.Status201Created, new ReviewMade(made.Review, made.State.Revision)) { Version = made.State.Revision, Revision = made.State.Revision, Location = $"/api/workspaces/{workspace}/reviews/{made.Review}" };

    private static Answer Became(string id, string status, WorkspaceState state) =>
        new(StatusCodes.Status200OK, new ScenarioBecame(id, status, state.Revision)) { Version = state.Revision, Revision = state.Revision };

    /// <summary>A plan that is to be promised.</summary>
    /// <param name="Name">What people call it.</param>
    /// <param name="Revision">The revision of the workspace that it was computed on.</param>
    /// <param name="Plan">The plan: the result of a job of kind "plan".</param>
    /// <param name="Policy">The policy that it was asked for by; absent for the one that the plan itself states.</param>
    /// <param name="Note">A word about it.</param>
    internal sealed record PlanOffered(string Name, long Revision, JsonObject Plan, JsonObject? Policy = null, string? Note = null);

    /// <summary>A review that was made.</summary>
    /// <param name="Review">Its id.</param>
    /// <param name="Revision">The revision of the workspace that it made.</param>
    internal sealed record ReviewMade(string Review, long Revision);

    /// <summary>What became of a scenario.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Status">applied or discarded.</param>
    /// <param name="Revision">The revision of the workspace that it made.</param>
    internal sealed record ScenarioBecame(string Id, string Status, long Revision);

    /// <summary>A decision that is taken.</summary>
    /// <param name="Title">What is decided, in a line.</param>
    /// <param name="About">The things it is about: initiatives/sso.</param>
    /// <param name="Id">Its id; absent for a new one.</param>
    /// <param name="Why">Why.</param>
    /// <param name="Because">The reasons, one by one.</param>
    internal sealed record DecisionSaid(string Title, IReadOnlyList<string> About, string? Id = null, string? Why = null, IReadOnlyList<string>? Because = null);

    /// <summary>A decision that was written down.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Revision">The revision of the workspace that it made.</param>
    internal sealed record DecisionTaken(string Id, long Revision);
}
