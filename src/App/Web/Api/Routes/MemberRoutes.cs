using Dais.App.Web.Access;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Api.Routes;

/// <summary>Who belongs to a workspace, and what was done about that.</summary>
internal static class MemberRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/workspaces/{workspace}").WithTags("members");
        group.MapGet("/members", async (HttpContext context, string workspace, Store store) => Results.Ok(new ShownMembers(await ListMembers.RunAsync(store, context.Caller(), workspace, context.RequestAborted))))
            .Produces<ShownMembers>().RequirePermission(Permission.Manage).WithName("members.list").WithSummary("Who belongs to the workspace.");
        group.MapPost("/members", async (HttpContext context, string workspace, Invited invited, Store store) => Results.Json(await InviteMember.RunAsync(store, context.Caller(), workspace, invited.Email, invited.Terms, context.RequestAborted), statusCode: StatusCodes.Status201Created))
            .Produces<IssuedCode>(StatusCodes.Status201Created).WithMetadata(WithoutKey.OfSecret).RequirePermission(Permission.Manage).WithName("members.invite").WithSummary("Invites somebody; the code is shown this once.");
        group.MapPut("/members/{person}", async (HttpContext context, string workspace, string person, MemberTerms terms, Store store) => Results.Ok(await ChangeMember.RunAsync(store, context.Caller(), workspace, person, terms, context.RequestAborted)))
            .Produces<MemberTerms>().RequirePermission(Permission.Manage).WithName("members.change").WithSummary("Gives a member another role, group or sight.");
        Map(group, "suspend", "Keeps a member out for the time being.", SuspendMember.RunAsync);
        Map(group, "restore", "Lets a member in again.", RestoreMember.RunAsync);
        group.MapDelete("/members/{person}", async (HttpContext context, string workspace, string person, Store store) => { await RemoveMember.RunAsync(store, context.Caller(), workspace, person, context.RequestAborted); return Results.Ok(new MemberRemoved(person, true)); })
            .Produces<MemberRemoved>().RequirePermission(Permission.Manage).WithName("members.remove").WithSummary("Removes a member.");
        group.MapGet("/audit", async (HttpContext context, string workspace, long? before, Store store) => Results.Ok(new ShownAudit(await ReadAudit.OfWorkspaceAsync(store, context.Caller(), workspace, before ?? long.MaxValue, context.RequestAborted))))
            .Produces<ShownAudit>().RequirePermission(Permission.Manage).WithName("members.audit").WithSummary("What was done about members, newest first.");
    }

    private static void Map(RouteGroupBuilder group, string word, string summary, Func<Store, Caller, string, string, CancellationToken, Task> run) =>
        group.MapPost($"/members/{{person}}/{word}", (HttpContext context, string workspace, string person, Store store) => context.OnceAsync(store, () => run(store, context.Caller(), workspace, person, context.RequestAborted), new Answer(StatusCodes.Status200OK, new PersonDone(person, word))))
            .Produces<PersonDone>().RequirePermission(Permission.Manage).WithName($"members.{word}").WithSummary(summary);

    /// <summary>Who is invited, and as what.</summary>
    /// <param name="Email">The address.</param>
    /// <param name="Terms">The role, the group of a stakeholder, and whether sensitive fields are shown.</param>
    internal sealed record Invited(string Email, MemberTerms Terms);
}
