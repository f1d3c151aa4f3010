using System.Text.Json.Nodes;
using Dais.App.Web.Access;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Api.Routes;

/// <summary>Things of a workspace, kind by kind: list, read, add, write, remove, and what happened to them.</summary>
internal static class ThingRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var platform = routes.MapGroup("/api/workspaces/{workspace}/platform").WithTags("platform");
        platform.MapGet("", (HttpContext context, string workspace, string? asOf, Store store) => ReadAsync(context, store, workspace, ThingKey.Platform, asOf))
            .Produces<ShownThing>().WithMetadata(new NamedAnswer("platform-thing")).RequirePermission(Permission.View).WithName("platform.read").WithSummary("The platform, now or as of a revision or time.");
        platform.MapPut("", (HttpContext context, string workspace, JsonObject value, string? why, Store store) => PutAsync(context, store, workspace, ThingKey.Platform, value, why))
            .Produces<ThingWritten>().RequirePermission(Permission.Edit).WithName("platform.write").WithSummary("Writes the platform.").WithMetadata(new NamedBody("platform"));
        foreach (var kind in Kinds.All) Map(routes.MapGroup($"/api/workspaces/{{workspace}}/{kind.Name}").WithTags(kind.Name), kind);
    }

    private static void Map(RouteGroupBuilder group, Kind kind)
    {
        var edit = kind.Name == "comments" ? Permission.Comment : Permission.Edit;
        group.MapGet("", (HttpContext context, string workspace, [Microsoft.AspNetCore.Mvc.FromQuery] string[]? where, string? sort, int? skip, int? take, string? asOf, Store store) => ListAsync(context, store, workspace, new(kind.Name) { Where = [.. where ?? []], Sort = sort, Skip = skip ?? 0, Take = take ?? 50, AsOf = Moment.Parse(asOf) }))
            .Produces<ShownThings>().WithMetadata(new NamedAnswer(kind.Name + "-page")).RequirePermission(Permission.View).WithName($"{kind.Name}.list").WithSummary($"A page of {kind.Name}: where=field=value, sort=-field, skip, take, asOf.");
        group.MapPost("", (HttpContext context, string workspace, JsonObject value, string? why, Store store) => AddAsync(context, store, workspace, kind, value, why))
            .Produces<ThingWritten>(StatusCodes.Status201Created).RequirePermission(edit).WithName($"{kind.Name}.add").WithSummary($"Adds to {kind.Name}.").WithMetadata(new NamedBody(kind.Name));
        group.MapGet("/{id}", (HttpContext context, string workspace, string id, string? asOf, Store store) => ReadAsync(context, store, workspace, new(kind.Name, id), asOf))
            .Produces<ShownThing>().WithMetadata(new NamedAnswer(kind.Name + "-thing")).RequirePermission(Permission.View).WithName($"{kind.Name}.read").WithSummary($"One of {kind.Name}, now or as of a revision or time.");
        group.MapPut("/{id}", (HttpContext context, string workspace, string id, JsonObject value, string? why, Store store) => PutAsync(context, store, workspace, new(kind.Name, id), value, why))
            .Produces<ThingWritten>().Produces<ThingWritten>(StatusCodes.Status201Created).RequirePermission(edit).WithName($"{kind.Name}.write").WithSummary($"Writes one of {kind.Name}: If-Match names the version that is changed; If-None-Match: * says that it is to be new.").WithMetadata(new NamedBody(kind.Name));
        group.MapDelete("/{id}", (HttpContext context, string workspace, string id, string? why, Store store) => RemoveAsync(context, store, workspace, new(kind.Name, id), why))
            .Produces<ThingRemoved>().RequirePermission(edit).WithName($"{kind.Name}.remove").WithSummary($"Removes one of {kind.Name}, which nothing else may name.");
        group.MapGet("/{id}/history", async (HttpContext context, string workspace, string id, long? before, int? take, Store store) =>
                Results.Ok(new ShownHistory((await ReadHistory.RunAsync(store, context.Caller(), workspace, new(kind.Name, id), before, take ?? 50, context.RequestAborted)).Select(ShownRevision.Of))))
            .Produces<ShownHistory>().RequirePermission(Permission.View).WithName($"{kind.Name}.history").WithSummary($"What happened to one of {kind.Name}, newest first.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, Store store, string workspace, ThingQuery query)
    {
        var page = await ListThings.RunAsync(store, context.Caller(), workspace, query, context.RequestAborted);
        context.On(page.Revision);
        return Results.Ok(new ShownThings(page.Revision, page.Total, query.Skip, page.Things.Select(ShownThing.Of)));
    }

    private static async Task<IResult> ReadAsync(HttpContext context, Store store, string workspace, ThingKey key, string? asOf)
    {
        var thing = await ReadThing.RunAsync(store, context.Caller(), workspace, key, Moment.Parse(asOf), context.RequestAborted);
        var tag = $"\"{thing.Version}\"";
        context.Response.Headers.ETag = tag;
        context.On(thing.Revision);
        return context.Request.Headers.IfNoneMatch.Contains(tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Ok(ShownThing.Of(thing));
    }

    private static Task<IResult> AddAsync(HttpContext context, Store store, string workspace, Kind kind, JsonObject value, string? why) => context.OnceAsync(
        store,
        () => ChangeThings.RunAsync(store, context.Caller(), workspace, [new(kind.Name, null, value) { New = true }], why, context.RequestAborted),
        changed => Changed(workspace, changed.Keys[0], changed.State, StatusCodes.Status201Created),
        value);

    private static Task<IResult> PutAsync(HttpContext context, Store store, string workspace, ThingKey key, JsonObject value, string? why)
    {
        var fresh = context.Request.Headers.IfNoneMatch is ["*"];
        var wanted = new WantedChange(key.Kind, key.Id, value) { New = fresh, Expected = fresh ? null : context.IfMatch(needed: true) };
        return context.OnceAsync(store, () => ChangeThings.RunAsync(store, context.Caller(), workspace, [wanted], why, context.RequestAborted), changed => Changed(workspace, key, changed.State, fresh ? StatusCodes.Status201Created : StatusCodes.Status200OK), value);
    }

    private static Task<IResult> RemoveAsync(HttpContext context, Store store, string workspace, ThingKey key, string? why)
    {
        var wanted = new WantedChange(key.Kind, key.Id, null) { Expected = context.IfMatch(needed: true) };
        return context.OnceAsync(store, () => ChangeThings.RunAsync(store, context.Caller(), workspace, [wanted], why, context.RequestAborted), changed => new Answer(StatusCodes.Status200OK, new ThingRemoved(key.Kind, key.Id, true, changed.State.Revision)) { Revision = changed.State.Revision });
    }

    // The value is not answered: it may have fields that came with it and that the caller may not see.
    private static Answer Changed(string workspace, ThingKey key, WorkspaceState state, int status)
    {
        var version = state.Things.GetValueOrDefault(key)?.Version ?? state.Revision;
        var address = key == ThingKey.Platform ? $"/api/workspaces/{workspace}/platform" : $"/api/workspaces/{workspace}/{key.Kind}/{Uri.EscapeDataString(key.Id)}";
        return new(status, new ThingWritten(key.Kind, key.Id, version, state.Revision)) { Version = version, Revision = state.Revision, Location = status == StatusCodes.Status201Created ? address : null };
    }
}
