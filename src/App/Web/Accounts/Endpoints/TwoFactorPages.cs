using Dais.App.Web.Access;
using Dais.App.Web.Accounts.Codes;
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

/// <summary>Setting up the second factor and taking it away, both with the password.</summary>
internal static class TwoFactorPages
{
    private const int RecoveryCodes = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account/two-factor", ShowAsync).RequirePermission(Permission.BeKnown).ExcludeFromDescription();
        routes.MapPost("/account/two-factor/begin", BeginAsync).RequirePermission(Permission.BeKnown).RequireRateLimiting(Rates.SignIn).ExcludeFromDescription();
        routes.MapPost("/account/two-factor/confirm", ConfirmAsync).RequirePermission(Permission.BeKnown).RequireRateLimiting(Rates.SignIn).ExcludeFromDescription();
        routes.MapPost("/account/two-factor/off", TurnOffAsync).RequirePermission(Permission.BeKnown).RequireRateLimiting(Rates.SignIn).ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, UserManager<Account> users, string? done = null) =>
        await StateAsync(context, users, await AccountAsync(context, users), null, done == "off" ? "The second factor is taken away." : null);

    private static async Task<IResult> StateAsync(HttpContext context, UserManager<Account> users, Account account, string? refused, string? done = null) => PageAnswers.Show<TwoFactorPage>(context, new
    {
        Person = context.Caller().Name,
        Has = account.PasswordHash is not null,
        On = account.TwoFactorEnabled,
        Left = account.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(account) : 0,
        Refused = refused,
        Done = done,
    }, refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static async Task<IResult> BeginAsync(HttpContext context, IFormCollection form, UserManager<Account> users, PasswordCheck check)
    {
        var account = await AccountAsync(context, users);
        if (account.TwoFactorEnabled || account.PasswordHash is null) return await StateAsync(context, users, account, null);
        if (!await check.ConfirmAsync(account, form["password"].ToString(), context.RequestAborted)) return await StateAsync(context, users, account, OwnPages.WrongPassword);
        await users.ResetAuthenticatorKeyAsync(account);
        return await SetupAsync(context, users, account, null);
    }

    private static async Task<IResult> SetupAsync(HttpContext context, UserManager<Account> users, Account account, string? refused)
    {
        if (await users.GetAuthenticatorKeyAsync(account) is not { } key) return PageAnswers.GoTo("/account/two-factor");
        return PageAnswers.Show<TwoFactorSetupPage>(
            context,
            new { Person = context.Caller().Name, Address = Totp.Address(account.Email!, key), Key = key, Refused = refused },
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, IFormCollection form, Store store, AccountsContext accounts, UserManager<Account> users, SecondFactor second)
    {
        var account = await AccountAsync(context, users);
        if (account.TwoFactorEnabled) return PageAnswers.GoTo("/account/two-factor");
        var matched = await second.MatchAsync(account, form["code"].ToString()) is { } step && await AttemptSignIn.SettleAsync(store, account.Id, step, context.RequestAborted);
        if (!matched) return await SetupAsync(context, users, account, "That code does not serve. Maybe the phone's clock is wrong, or it shows the code of another account.");
        await accounts.Entry(account).ReloadAsync(context.RequestAborted);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes);
        await users.SetTwoFactorEnabledAsync(account, enabled: true);
        await EndSession.OthersAsync(store, context.Caller(), context.Request.Cookies[HostCookie.Session], context.RequestAborted);
        return PageAnswers.Show<RecoveryCodesPage>(context, new { Person = context.Caller().Name, Codes = (IReadOnlyList<string>)[.. codes!] });
    }

    private static async Task<IResult> TurnOffAsync(HttpContext context, IFormCollection form, UserManager<Account> users, PasswordCheck check)
    {
        var account = await AccountAsync(context, users);
        if (!account.TwoFactorEnabled) return PageAnswers.GoTo("/account/two-factor");
        if (!await check.ConfirmAsync(account, form["password"].ToString(), context.RequestAborted)) return await StateAsync(context, users, account, OwnPages.WrongPassword);
        await users.SetTwoFactorEnabledAsync(account, enabled: false);
        await users.ResetAuthenticatorKeyAsync(account);
        return PageAnswers.GoTo("/account/two-factor?done=off");
    }

    private static async Task<Account> AccountAsync(HttpContext context, UserManager<Account> users) =>
        await users.FindByIdAsync(context.Caller().Id) ?? throw new MissingException("account");
}
