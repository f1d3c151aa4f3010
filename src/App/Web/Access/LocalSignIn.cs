using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dais.App.Web.Access;

/// <summary>The one person of a laptop, who need not sign in; where the server is not started for that, nobody.</summary>
/// <remarks>
/// Anything on the machine can reach a loopback address, also a web page of another site in the person's browser and a
/// reverse proxy. Neither is the person: a request of another origin and one that was passed on are nobody's.
/// </remarks>
internal sealed class LocalSignIn(IOptionsMonitor<LocalSignIn.Settings> options, ILoggerFactory loggers, UrlEncoder encoder) : AuthenticationHandler<LocalSignIn.Settings>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "local";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Options.Local || !Direct(Context) || !SameOrigin(Request)) return Task.FromResult(AuthenticateResult.NoResult());
        var person = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "local"), new(ClaimTypes.Name, "You"), new(DenyByDefault.InstanceAdmin, "")], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(person), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"dais\"";
        return Task.CompletedTask;
    }

    private static bool Direct(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !context.Request.Headers.ContainsKey("Forwarded") && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Via");

    private static bool SameOrigin(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site.ToString() is not ("same-origin" or "none")) return false;
        return request.Headers.Origin is not { Count: > 0 } origin || origin.ToString() == $"{request.Scheme}://{request.Host}";
    }

    /// <summary>Whether there is a local person.</summary>
    internal sealed class Settings : AuthenticationSchemeOptions
    {
        /// <summary>As <see cref="ServeOptions.Local"/>.</summary>
        public bool Local { get; set; }
    }
}
