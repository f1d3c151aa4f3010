using System.Net;
using Dais.App.Web.Access;
using Dais.App.Web.Accounts.Pages;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Accounts.Endpoints;

/// <summary>Signing in and out.</summary>
internal static class SigningInPages
{
    private const string Open = "It is where one signs in.", Wrong = "E-mail and password do not fit, or there were too many attempts. Maybe one is mistyped; after five wrong ones an account rests for a quarter of an hour.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", Ask).AllowAnyone(Open).ExcludeFromDescription();
        routes.MapPost("/sign-in", CheckAsync).AllowAnyone(Open).RequireRateLimiting(Rates.SignIn).ExcludeFromDescription();
        routes.MapGet("/sign-in/second", AskSecond).AllowAnyone(Open).ExcludeFromDescription();
        routes.MapPost("/sign-in/second", CheckSecondAsync).AllowAnyone(Open).RequireRateLimiting(Rates.SignIn).ExcludeFromDescription();
        routes.MapGet("/sign-in/provider", Provide).AllowAnyone(Open).RequireRateLimiting(Rates.SignIn).ExcludeFromDescription();
        routes.MapPost("/sign-out", EndAsync).AllowAnyone("It ends what the one who sends it began.").ExcludeFromDescription();
    }

    private static IResult Ask(HttpContext context, ServeOptions options, string? @return = null, string? problem = null, string? done = null)
    {
        var refused = problem switch
        {
            "provider" => "The sign-in of your organisation did not work. Maybe try again; where it fails again, the log of this server says why.",
            "unknown" => "Your organisation's sign-in knows you, and here nobody has invited you, or no longer. Maybe ask somebody who manages a workspace for an invitation to that address.",
            "second" => "It took too long. Maybe begin again.",
            _ => null,
        };
        return Form(context, options, @return, null, refused, done == "out" ? "You are signed out." : done == "password" ? "The new password is set: sign in with it." : null);
    }

    private static IResult Form(HttpContext context, ServeOptions options, string? path, string? email, string? refused, string? done = null) => PageAnswers.Show<SignInPage>(context, new Dictionary<string, object?>
    {
        ["Email"] = email,
        ["Return"] = LocalPath.Of(path),
        ["Refused"] = refused,
        ["Done"] = done,
        ["Provider"] = options.Provider?.Name,
        ["Unsafe"] = !context.Request.IsHttps && !IsLoopback(context.Request.Host.Host),
    }, refused is null || HttpMethods.IsGet(context.Request.Method) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static async Task<IResult> CheckAsync(HttpContext context, IFormCollection form, ServeOptions options, Store store, PasswordCheck check, SecondFactor second)
    {
        var (email, path) = (form["email"].ToString(), LocalPath.Of(form["return"]));
        if (await check.RunAsync(email, form["password"].ToString(), context.RequestAborted) is not { } attempt) return Form(context, options, path, email, Wrong);
        if (attempt.TwoFactor)
        {
            await AttemptSignIn.ForgiveAsync(store, attempt.Person, context.RequestAborted);
            second.Await(context, attempt.Person);
            return PageAnswers.GoTo("/sign-in/second" + QueryString.Create("return", path));
        }

        await AttemptSignIn.SettleAsync(store, attempt.Person, null, context.RequestAborted);
        return await SessionSignIn.BeginAsync(context, store, attempt.Person, "password") ? PageAnswers.GoTo(path) : Form(context, options, path, email, Wrong);
    }

    private static IResult AskSecond(HttpContext context, SecondFactor second, string? @return = null) =>
        second.Awaited(context) is null ? PageAnswers.GoTo("/sign-in?problem=second") : PageAnswers.Show<SecondFactorPage>(context, new { Return = LocalPath.Of(@return) });

    private static async Task<IResult> CheckSecondAsync(HttpContext context, IFormCollection form, Store store, SecondFactor second)
    {
        if (second.Awaited(context) is not { } person) return PageAnswers.GoTo("/sign-in?problem=second");
        var path = LocalPath.Of(form["return"]);
        if (!await second.CheckAsync(person, form["code"].ToString(), context.RequestAborted)) return PageAnswers.Show<SecondFactorPage>(context, new { Return = path, Refused = "That code does not serve. Maybe it is mistyped or was used before: the phone shows a new one every half a minute. After five wrong ones an account rests for a quarter of an hour." }, StatusCodes.Status400BadRequest);
        HostCookie.Clear(context, HostCookie.SecondFactor);
        return PageAnswers.GoTo(await SessionSignIn.BeginAsync(context, store, person, "two-factor") ? path : "/sign-in?problem=unknown");
    }

    private static IResult Provide(ServeOptions options, string? @return = null) =>
        options.Provider is null ? Results.NotFound() : Results.Challenge(new AuthenticationProperties { RedirectUri = LocalPath.Of(@return) }, [ProviderSignIn.SchemeName]);

    private static async Task<IResult> EndAsync(HttpContext context, IFormCollection form, Store store)
    {
        ArgumentNullException.ThrowIfNull(form); // Read for the sake of its anti-forgery token.
        await SessionSignIn.EndAsync(context, store);
        return PageAnswers.GoTo("/sign-in?done=out");
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
