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

/// <summary>What happened to a workspace: history, what changed, undo and redo, many changes at once.</summary>
internal static class HistoryRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/workspaces/{workspace}").WithTags("history");
        group.MapGet("/history", async (HttpContext context, string workspace, long? before, int? take, Store store) =>
                Results.Ok(new ShownHistory((await ReadHistory.RunAsync(store, context.Caller(), workspace, null, before, take ?? 50, context.RequestAborted)).Select(ShownRevision.Of))))
            .Produces<ShownHistory>().RequirePermission(Permission.View).WithName("history.list").WithSummary("The change sets of the workspace, newest first.");
        group.MapGet("/changes", ChangesAsync).Produces<ShownDifference>()
            .RequirePermission(Permission.View).WithName("history.compare").WithSummary("What was added, removed, moved and changed between two revisions or times; from the last review to now unless said.");
        group.MapPost("/changes", ApplyAsync).Produces<ChangesMade>()
            .RequirePermission(Permission.Edit).WithName("history.change").WithSummary("Changes several things at once: all of them, or none.");
        group.MapPost("/undo", (HttpContext context, string workspace, long? revision, Store store) => context.OnceAsync(store, () => UndoChange.RunAsync(store, context.Caller(), workspace, revision, context.RequestAborted), done => new Answer(StatusCodes.Status200OK, new ChangeUndone(done.Undone, done.State.Revision)) { Revision = done.State.Revision }))
            .Produces<ChangeUndone>().RequirePermission(Permission.Edit).WithName("history.undo").WithSummary("Takes a change set back: your last one, or the one of that revision.");
        group.MapPost("/redo", (HttpContext context, string workspace, Store store) => context.OnceAsync(store, () => RedoChange.RunAsync(store, context.Caller(), workspace, context.RequestAborted), done => new Answer(StatusCodes.Status200OK, new ChangeRedone(done.Redone, done.State.Revision)) { Revision = done.State.Revision }))
            .Produces<ChangeRedone>().RequirePermission(Permission.Edit).WithName("history.redo").WithSummary("Makes so again what you took back last.");
    }

    private static async Task<IResult> ChangesAsync(HttpContext context, string workspace, string? from, string? to, Store store)
    {
        var difference = await CompareRevisions.RunAsync(store, context.Caller(), workspace, from is null ? null : Moment.Parse(from), to is null ? null : Moment.Parse(to), context.RequestAborted);
        context.On(difference.To);
        return Results.Ok(new ShownDifference(
            difference.From,
            difference.To,
            difference.Added.Select(ShownThing.Of),
            difference.Removed.Select(ShownThing.Of),
            difference.Moved,
            difference.Changed.Select(c => new ShownThingChange(c.Key.Kind, c.Key.Id, c.Fields.Select(f => new ShownField(f.Field, Parsed(f.Before), Parsed(f.After)))))));
    }

    private static Task<IResult> ApplyAsync(HttpContext context, string workspace, ChangeSet set, Store store) => context.OnceAsync(
        store,
        () => ChangeThings.RunAsync(store, context.Caller(), workspace, [.. set.Changes.Select(c => new WantedChange(c.Kind, c.Kind == "platform" ? "" : c.Id, c.Value) { Expected = c.Version, New = c.New ?? false })], set.Why, context.RequestAborted),
        changed => new Answer(StatusCodes.Status200OK, new ChangesMade(changed.State.Revision, changed.Keys.Select(k => new ThingNamed(k.Kind, k.Id)))) { Revision = changed.State.Revision },
        set);

    private static JsonNode? Parsed(string? json) => json is null ? null : JsonNode.Parse(json);

    /// <summary>Several changes that are made together.</summary>
    /// <param name="Changes">What is to be; a value of null removes.</param>
    /// <param name="Why">Why, for the history.</param>
    internal sealed record ChangeSet(IReadOnlyList<OneChange> Changes, string? Why = null);

    /// <summary>One of them.</summary>
    /// <param name="Kind">The list.</param>
    /// <param name="Id">The id; absent where the value says it.</param>
    /// <param name="Value">The thing; null where it is to go.</param>
    /// <param name="Version">The version that was read.</param>
    /// <param name="New">Whether it has to be new.</param>
    internal sealed record OneChange(string Kind, string? Id = null, JsonNode? Value = null, long? Version = null, bool? New = null);
}
