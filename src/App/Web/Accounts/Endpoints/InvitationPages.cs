using Dais.App.Web.Access;
using Dais.App.Web.Accounts.Identity;
using Dais.App.Web.Accounts.Pages;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Accounts.Endpoints;

/// <summary>Coming in by a link that somebody handed over: an invitation, the set-up of an instance, a new password.</summary>
internal static class InvitationPages
{
    private const string Open = "The code in the address is what lets in, and it does so once.";

    private static readonly Account Nobody = new();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/invitation/{code}", ShowAsync).AllowAnyone(Open).RequireRateLimiting(Rates.SignIn).ExcludeFromDescription();
        routes.MapPost("/invitation/{code}", AcceptAsync).AllowAnyone(Open).RequireRateLimiting(Rates.SignIn).ExcludeFromDescription();
        routes.MapGet("/recover/{code}", ShowRecoveryAsync).AllowAnyone(Open).RequireRateLimiting(Rates.SignIn).ExcludeFromDescription();
        routes.MapPost("/recover/{code}", RecoverAsync).AllowAnyone(Open).RequireRateLimiting(Rates.SignIn).ExcludeFromDescription();
    }

    private static Task<IResult> ShowAsync(HttpContext context, string code, Store store) => WithAsync(context, store, code, invitation =>
        Task.FromResult(invitation.Purpose == "recovery" ? PageAnswers.GoTo("/recover/" + Uri.EscapeDataString(code)) : Form(context, code, invitation, null, null, null)));

    private static Task<IResult> AcceptAsync(HttpContext context, string code, IFormCollection form, Store store, IPasswordHasher<Account> hasher) => WithAsync(context, store, code, async invitation =>
    {
        var (email, name, password) = (invitation.Email ?? form["email"].ToString(), form["name"].ToString(), form["password"].ToString());
        try
        {
            var makes = invitation.Person is null;
            if (makes && PasswordRules.Refused(password, email) is { } refused) return Form(context, code, invitation, email, name, refused);
            var (person, _) = await AcceptInvitation.RunAsync(store, new(code)
            {
                Account = makes ? new(name, hasher.HashPassword(Nobody, password), email) : null,
                SignedIn = context.User.Caller()?.Id,
            }, context.RequestAborted);
            if (makes) await SessionSignIn.BeginAsync(context, store, person, "invitation");
            return PageAnswers.GoTo(LocalPath.Home);
        }
        catch (RefusalException e) when (e is InvalidException or ForbiddenException or ConflictException)
        {
            return Form(context, code, invitation, email, name, e.Sentence());
        }
    });

    private static IResult Form(HttpContext context, string code, ShownInvitation invitation, string? email, string? name, string? refused) => PageAnswers.Show<InvitationPage>(context, new Dictionary<string, object?>
    {
        ["Code"] = code,
        ["Invitation"] = invitation,
        ["SignedIn"] = invitation.Person is not null && context.User.Caller()?.Id == invitation.Person,
        ["Email"] = email,
        ["Name"] = name,
        ["Refused"] = refused,
    }, refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static Task<IResult> ShowRecoveryAsync(HttpContext context, string code, Store store) =>
        WithAsync(context, store, code, invitation => Task.FromResult(Recovery(context, code, invitation, null)));

    private static Task<IResult> RecoverAsync(HttpContext context, string code, IFormCollection form, Store store, IPasswordHasher<Account> hasher) => WithAsync(context, store, code, async invitation =>
    {
        var password = form["password"].ToString();
        if (PasswordRules.Refused(password, invitation.Email) is { } refused) return Recovery(context, code, invitation, refused);
        await RecoverAccount.RunAsync(store, code, hasher.HashPassword(Nobody, password), context.RequestAborted);
        HostCookie.Clear(context, HostCookie.Session);
        return PageAnswers.GoTo("/sign-in?done=password");
    });

    private static IResult Recovery(HttpContext context, string code, ShownInvitation invitation, string? refused) => invitation.Purpose == "recovery"
        ? PageAnswers.Show<RecoverPage>(context, new { Code = code, invitation.Email, Refused = refused }, refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest)
        : PageAnswers.GoTo("/invitation/" + Uri.EscapeDataString(code));

    private static async Task<IResult> WithAsync(HttpContext context, Store store, string code, Func<ShownInvitation, Task<IResult>> then)
    {
        try
        {
            return await then(await ReadInvitation.RunAsync(store, code, context.RequestAborted));
        }
        catch (MissingException)
        {
            return PageAnswers.Show<NoticePage>(context, new { Title = "This link no longer serves", Lead = "It was used already, has expired or was withdrawn. Maybe ask whoever sent it for a new one." }, StatusCodes.Status404NotFound);
        }
    }
}
