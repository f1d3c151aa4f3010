using Dais.App.Web.Access;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Api.Routes;

/// <summary>The caller, their tokens, and the people of the instance.</summary>
internal static class PeopleRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/me").WithTags("me");
        me.MapGet("", async (HttpContext context, Store store) => Results.Ok(await WhoAmI.RunAsync(store, context.Caller(), context.RequestAborted)))
            .Produces<Me>().RequirePermission(Permission.BeKnown).WithName("me.read").WithSummary("Who you are, and what you are where.");
        me.MapGet("/tokens", async (HttpContext context, Store store) => Results.Ok(new ShownTokens(await ListTokens.RunAsync(store, context.Caller(), context.RequestAborted))))
            .Produces<ShownTokens>().RequirePermission(Permission.BeKnown).WithName("me.tokens.list").WithSummary("Your tokens, without their secrets.");
        me.MapDelete("/tokens/{token}", async (HttpContext context, string token, Store store) => { await RevokeToken.RunAsync(store, context.Caller(), token, context.RequestAborted); return Results.Ok(new TokenRevoked(token, true)); })
            .Produces<TokenRevoked>().RequirePermission(Permission.BeKnown).WithName("me.tokens.revoke").WithSummary("Makes a token worthless.");
        var people = routes.MapGroup("/api/people").WithTags("people");
        people.MapGet("", async (HttpContext context, Store store) => Results.Ok(new ShownPeople(await ListPeople.RunAsync(store, context.Caller(), context.RequestAborted))))
            .Produces<ShownPeople>().RequirePermission(Permission.OperateInstance).WithName("people.list").WithSummary("Everybody who may come in.");
        people.MapPost("", async (HttpContext context, Newcomer newcomer, Store store) => Results.Json(await InvitePerson.RunAsync(store, context.Caller(), newcomer.Email, newcomer.Administrator ?? false, context.RequestAborted), statusCode: StatusCodes.Status201Created))
            .Produces<IssuedCode>(StatusCodes.Status201Created).WithMetadata(WithoutKey.OfSecret).RequirePermission(Permission.OperateInstance).WithName("people.invite").WithSummary("Invites somebody to the instance; the code is shown this once.");
        people.MapPost("/{person}/suspend", (HttpContext context, string person, Store store) => context.OnceAsync(store, () => SuspendPerson.RunAsync(store, context.Caller(), person, context.RequestAborted), new Answer(StatusCodes.Status200OK, new PersonDone(person, "suspend"))))
            .Produces<PersonDone>().RequirePermission(Permission.OperateInstance).WithName("people.suspend").WithSummary("Keeps somebody out of everything.");
        people.MapPost("/{person}/restore", (HttpContext context, string person, Store store) => context.OnceAsync(store, () => RestorePerson.RunAsync(store, context.Caller(), person, context.RequestAborted), new Answer(StatusCodes.Status200OK, new PersonDone(person, "restore"))))
            .Produces<PersonDone>().RequirePermission(Permission.OperateInstance).WithName("people.restore").WithSummary("Lets somebody in again.");
        people.MapPost("/{person}/recovery", async (HttpContext context, string person, Store store) => Results.Json(await OfferRecovery.RunAsync(store, context.Caller(), person, context.RequestAborted), statusCode: StatusCodes.Status201Created))
            .Produces<IssuedCode>(StatusCodes.Status201Created).WithMetadata(WithoutKey.OfSecret).RequirePermission(Permission.OperateInstance).WithName("people.recover").WithSummary("A code for /recover/CODE, with which somebody who lost password or second factor sets a new password; it is shown this once.");
        people.MapPut("/{person}/administrator", async (HttpContext context, string person, Entrusted entrusted, Store store) => { await ChangeAdministrator.RunAsync(store, context.Caller(), person, entrusted.Administrator, context.RequestAborted); return Results.Ok(new PersonEntrusted(person, entrusted.Administrator)); })
            .Produces<PersonEntrusted>().RequirePermission(Permission.OperateInstance).WithName("people.entrust").WithSummary("Makes somebody an administrator of the instance, or no longer one.");
        people.MapPost("/{person}/appoint", (HttpContext context, string person, Appointed appointed, Store store) => context.OnceAsync(store, () => AppointOwner.RunAsync(store, context.Caller(), appointed.Workspace, person, context.RequestAborted), new Answer(StatusCodes.Status200OK, new OwnerAppointed(person, appointed.Workspace)), appointed))
            .Produces<OwnerAppointed>().RequirePermission(Permission.OperateInstance).WithName("people.appoint").WithSummary("Makes somebody an owner of a workspace, such as one whose owners have left.");
        routes.MapGet("/api/audit/verify", async (HttpContext context, Store store) => Results.Ok(await VerifyAudit.RunAsync(store, context.Caller(), context.RequestAborted)))
            .Produces<AuditCheck>().RequirePermission(Permission.OperateInstance).WithTags("people").WithName("people.verify").WithSummary("Walks along the audit's chain, and names the first line that does not hold.");
        routes.MapGet("/api/audit", async (HttpContext context, long? before, Store store) => Results.Ok(new ShownAudit(await ReadAudit.OfInstanceAsync(store, context.Caller(), before ?? long.MaxValue, context.RequestAborted))))
            .Produces<ShownAudit>().RequirePermission(Permission.OperateInstance).WithTags("people").WithName("people.audit").WithSummary("What was done about people and doors, newest first.");
    }

    /// <summary>What somebody is entrusted with.</summary>
    /// <param name="Administrator">Whether they administer the instance.</param>
    internal sealed record Entrusted(bool Administrator);

    /// <summary>What somebody is to own.</summary>
    /// <param name="Workspace">The workspace's id.</param>
    internal sealed record Appointed(string Workspace);

    /// <summary>Who is invited.</summary>
    /// <param name="Email">The address.</param>
    /// <param name="Administrator">Whether they are to keep the instance.</param>
    internal sealed record Newcomer(string Email, bool? Administrator = null);
}
