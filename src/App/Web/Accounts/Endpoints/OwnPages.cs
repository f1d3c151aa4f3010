using Dais.App.Web.Access;
using Dais.App.Web.Accounts.Identity;
using Dais.App.Web.Accounts.Pages;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Accounts.Endpoints;

/// <summary>One's own account: who one is, the password, the sessions, the tokens.</summary>
internal static class OwnPages
{
    public const string WrongPassword = "The password does not fit. Maybe it is mistyped; after five wrong ones an account rests for a quarter of an hour.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account", ShowAsync).RequirePermission(Permission.BeKnown).ExcludeFromDescription();
        routes.MapPost("/account/sessions/end-others", EndOthersAsync).RequirePermission(Permission.BeKnown).ExcludeFromDescription();
        routes.MapGet("/account/password", AskPasswordAsync).RequirePermission(Permission.BeKnown).ExcludeFromDescription();
        routes.MapPost("/account/password", ChangePasswordAsync).RequirePermission(Permission.BeKnown).RequireRateLimiting(Rates.SignIn).ExcludeFromDescription();
        routes.MapGet("/account/tokens", ListAsync).RequirePermission(Permission.BeKnown).ExcludeFromDescription();
        routes.MapPost("/account/tokens", CreateAsync).RequirePermission(Permission.BeKnown).ExcludeFromDescription();
        routes.MapPost("/account/tokens/{id}/revoke", RevokeAsync).RequirePermission(Permission.BeKnown).ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Store store, string? done = null) => PageAnswers.Show<AccountPage>(context, new
    {
        Me = await WhoAmI.RunAsync(store, context.Caller(), context.RequestAborted),
        Done = done switch { "others" => "Every other browser is signed out.", "password" => "The password is changed, and every other browser is signed out.", _ => null },
    });

    private static async Task<IResult> EndOthersAsync(HttpContext context, IFormCollection form, Store store)
    {
        ArgumentNullException.ThrowIfNull(form);
        await EndSession.OthersAsync(store, context.Caller(), context.Request.Cookies[HostCookie.Session], context.RequestAborted);
        return PageAnswers.GoTo("/account?done=others");
    }

    private static async Task<IResult> AskPasswordAsync(HttpContext context, UserManager<Account> users) =>
        Password(context, await users.FindByIdAsync(context.Caller().Id), null);

    private static IResult Password(HttpContext context, Account? account, string? refused) => PageAnswers.Show<PasswordPage>(
        context,
        new { Person = context.Caller().Name, account?.Email, Has = account?.PasswordHash is not null, Refused = refused },
        refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static async Task<IResult> ChangePasswordAsync(HttpContext context, IFormCollection form, Store store, UserManager<Account> users, PasswordCheck check)
    {
        var account = await users.FindByIdAsync(context.Caller().Id);
        if (account?.PasswordHash is null) return Password(context, account, null);
        var (current, password) = (form["current"].ToString(), form["password"].ToString());
        if (PasswordRules.Refused(password, account.Email) is { } refused) return Password(context, account, refused);
        if (!await check.ConfirmAsync(account, current, context.RequestAborted)) return Password(context, account, WrongPassword);
        var changed = await users.ChangePasswordAsync(account, current, password);
        if (!changed.Succeeded) return Password(context, account, string.Join(' ', changed.Errors.Select(e => e.Description)));
        await EndSession.OthersAsync(store, context.Caller(), context.Request.Cookies[HostCookie.Session], context.RequestAborted);
        return PageAnswers.GoTo("/account?done=password");
    }

    private static Task<IResult> ListAsync(HttpContext context, Store store) => TokensAsync(context, store, null, null);

    private static async Task<IResult> TokensAsync(HttpContext context, Store store, IssuedToken? issued, string? refused) => PageAnswers.Show<TokensPage>(context, new Dictionary<string, object?>
    {
        ["Me"] = await WhoAmI.RunAsync(store, context.Caller(), context.RequestAborted),
        ["Tokens"] = await ListTokens.RunAsync(store, context.Caller(), context.RequestAborted),
        ["Now"] = Store.Stamp(store.Clock.GetUtcNow()),
        ["Issued"] = issued,
        ["Refused"] = refused,
    }, refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    // The token stands in this one answer, which nothing keeps; so there is no going on to another page.
    private static async Task<IResult> CreateAsync(HttpContext context, IFormCollection form, Store store)
    {
        var (days, workspace) = (int.TryParse(form["days"], out var said) && said is > 0 and < 1000 ? said : 0, form["workspace"].ToString());
        var scope = form["scope"].ToString() switch { "write" => TokenScope.Write, "manage" => TokenScope.Manage, _ => TokenScope.Read };
        try
        {
            var wanted = new NewToken(form["name"].ToString(), scope, TimeSpan.FromDays(days), workspace.Length == 0 ? null : workspace);
            return await TokensAsync(context, store, await CreateToken.RunAsync(store, context.Caller(), wanted, context.RequestAborted), null);
        }
        catch (RefusalException e) when (e is InvalidException or MissingException)
        {
            return await TokensAsync(context, store, null, e.Sentence());
        }
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, string id, IFormCollection form, Store store)
    {
        ArgumentNullException.ThrowIfNull(form);
        await RevokeToken.RunAsync(store, context.Caller(), id, context.RequestAborted);
        return PageAnswers.GoTo("/account/tokens");
    }
}
