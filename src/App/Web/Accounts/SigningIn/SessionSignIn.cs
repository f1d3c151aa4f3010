using System.Text.Encodings.Web;
using Dais.Workspace;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dais.App.Web.Accounts.SigningIn;

/// <summary>Somebody who signed in at a browser. The store is asked at every request: a session that ended a moment ago has ended.</summary>
internal sealed class SessionSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Store store) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "session";

    /// <summary>Signs a person in at this browser.</summary>
    /// <returns>Whether they may come in.</returns>
    public static async Task<bool> BeginAsync(HttpContext context, Store store, string person, string means)
    {
        if (context.Request.Cookies[HostCookie.Session] is { } before) await EndSession.RunAsync(store, before, context.RequestAborted);
        if (await StartSession.RunAsync(store, person, means, context.RequestAborted) is not { } secret) return false;
        HostCookie.Set(context, HostCookie.Session, secret, EnterBySession.Longest);
        return true;
    }

    /// <summary>Signs out at this browser.</summary>
    public static async Task EndAsync(HttpContext context, Store store)
    {
        if (context.Request.Cookies[HostCookie.Session] is { } secret) await EndSession.RunAsync(store, secret, context.RequestAborted);
        HostCookie.Clear(context, HostCookie.Session);
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[HostCookie.Session] is not { Length: > 0 and < 200 } secret) return AuthenticateResult.NoResult();
        return await EnterBySession.RunAsync(store, secret, Context.RequestAborted) is { } entered
            ? AuthenticateResult.Success(new(Callers.Principal(entered, SchemeName, async cancel => await EnterBySession.RunAsync(store, secret, cancel) is { } still && still.Caller.Id == entered.Caller.Id), SchemeName))
            : AuthenticateResult.Fail("The session has ended.");
    }

    /// <summary>Who opens a page is led to where one signs in; who asks for anything else is told.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (HttpMethods.IsGet(Request.Method) && Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            Response.Redirect("/sign-in" + QueryString.Create("return", Request.PathBase + Request.Path + Request.QueryString));
            return Task.CompletedTask;
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"dais\"";
        return Task.CompletedTask;
    }
}
