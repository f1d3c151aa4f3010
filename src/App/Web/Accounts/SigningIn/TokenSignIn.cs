using System.Text.Encodings.Web;
using Dais.Workspace;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dais.App.Web.Accounts.SigningIn;

/// <summary>A program with a token: <c>Authorization: Bearer dais_…</c>, and nowhere else. A token in an address is not looked at.</summary>
internal sealed class TokenSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Store store) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "token";

    private const string Word = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ Length: < 200 } header] || !header.StartsWith(Word, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        return await EnterByToken.RunAsync(store, header[Word.Length..].Trim(), Context.RequestAborted) is { } entered
            ? AuthenticateResult.Success(new(Callers.Principal(entered, SchemeName), SchemeName))
            : AuthenticateResult.Fail("The token is unknown, has expired or was revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Request.Headers.Authorization.Count == 0 ? "Bearer realm=\"dais\"" : "Bearer realm=\"dais\", error=\"invalid_token\"";
        return Task.CompletedTask;
    }
}
