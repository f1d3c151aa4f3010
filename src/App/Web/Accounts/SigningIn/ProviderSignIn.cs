using Dais.App.Web.Accounts.Identity;
using Dais.Workspace;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dais.App.Web.Accounts.SigningIn;

/// <summary>Signing in through an organisation's own sign-in, by OpenID Connect: code flow with PKCE. It says who somebody is; whether they come in is said here.</summary>
internal static class ProviderSignIn
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "provider";

    private static readonly string[] Scopes = ["openid", "email", "profile"];

    private const string Unknown = "/sign-in?problem=unknown", Failed = "/sign-in?problem=provider";

    public static void Add(AuthenticationBuilder authentication, Provider provider) => authentication.AddOpenIdConnect(SchemeName, options =>
    {
        (options.Authority, options.ClientId, options.ClientSecret) = (provider.Authority.ToString(), provider.ClientId, provider.ClientSecret);
        (options.ResponseType, options.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
        (options.UsePkce, options.SaveTokens, options.MapInboundClaims, options.GetClaimsFromUserInfoEndpoint) = (true, false, false, true);
        options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        options.SignInScheme = SessionSignIn.SchemeName;
        options.CallbackPath = "/sign-in/provider/callback";
        options.CorrelationCookie = new HostCookie.Builder(HostCookie.Prefix + "dais-provider.") { SameSite = SameSiteMode.Lax, Expiration = TimeSpan.FromMinutes(15) };
        options.NonceCookie = new HostCookie.Builder(HostCookie.Prefix + "dais-nonce.") { SameSite = SameSiteMode.Lax, Expiration = TimeSpan.FromMinutes(15) };
        options.Scope.Clear();
        foreach (var scope in Scopes) options.Scope.Add(scope);
        options.ClaimActions.MapJsonKey("email", "email");
        options.ClaimActions.MapJsonKey("email_verified", "email_verified");
        options.Events.OnTicketReceived = EnterAsync;
        options.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect(Failed);
            return Task.CompletedTask;
        };
    });

    private static async Task EnterAsync(TicketReceivedContext ticket)
    {
        ticket.HandleResponse();
        var (context, store) = (ticket.HttpContext, ticket.HttpContext.RequestServices.GetRequiredService<Store>());
        ticket.Response.Redirect(Identity(ticket) is { } identity ? await WhereToAsync(context, store, identity, LocalPath.Of(ticket.ReturnUri)) : Failed);
    }

    // Who has set up a second factor here is asked for it whichever way they come.
    private static async Task<string> WhereToAsync(HttpContext context, Store store, ProvidedIdentity identity, string path)
    {
        if (await EnterByProvider.RunAsync(store, identity, context.RequestAborted) is not { } person) return Unknown;
        var account = await context.RequestServices.GetRequiredService<UserManager<Account>>().FindByIdAsync(person);
        if (account?.TwoFactorEnabled == true)
        {
            context.RequestServices.GetRequiredService<SecondFactor>().Await(context, person);
            return "/sign-in/second" + QueryString.Create("return", path);
        }

        return await SessionSignIn.BeginAsync(context, store, person, "provider") ? path : Unknown;
    }

    private static ProvidedIdentity? Identity(TicketReceivedContext ticket)
    {
        if (ticket.Principal?.FindFirst("sub") is not { } subject) return null;
        var verified = ticket.Principal.FindFirst("email_verified")?.Value.Equals("true", StringComparison.OrdinalIgnoreCase) == true;
        var name = ticket.Principal.FindFirst("name")?.Value;
        return new(subject.Issuer, subject.Value, verified ? ticket.Principal.FindFirst("email")?.Value : null, name);
    }
}

/// <summary>An organisation's own sign-in.</summary>
/// <param name="Authority">Its address; its metadata lie below it.</param>
/// <param name="ClientId">What it calls this instance.</param>
/// <param name="ClientSecret">What proves that this is it.</param>
/// <param name="Name">What people call it.</param>
public sealed record Provider(Uri Authority, string ClientId, string ClientSecret, string Name)
{
    /// <summary>Reads it from the surroundings; nothing where no authority is named.</summary>
    /// <param name="variable">The variables of the process.</param>
    /// <exception cref="CannotServeException">It is not whole.</exception>
    public static Provider? Read(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (variable("DAIS_OIDC_AUTHORITY") is not { Length: > 0 } text) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var authority) || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback))) throw new CannotServeException($"DAIS_OIDC_AUTHORITY is \"{text}\"; an address that begins with https is asked for. Maybe https://sign-in.example.org is of that kind.");
        var (client, secret) = (variable("DAIS_OIDC_CLIENT_ID"), Secret(variable));
        if (string.IsNullOrEmpty(client) || string.IsNullOrEmpty(secret)) throw new CannotServeException("DAIS_OIDC_AUTHORITY is given, and client or secret are not. Maybe DAIS_OIDC_CLIENT_ID and DAIS_OIDC_CLIENT_SECRET, or DAIS_OIDC_CLIENT_SECRET_FILE, are missing.");
        return new(authority, client, secret, variable("DAIS_OIDC_NAME") is { Length: > 0 } name ? name : authority.Host);
    }

    private static string? Secret(Func<string, string?> variable)
    {
        if (variable("DAIS_OIDC_CLIENT_SECRET_FILE") is not { Length: > 0 } path) return variable("DAIS_OIDC_CLIENT_SECRET");
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotServeException($"DAIS_OIDC_CLIENT_SECRET_FILE names a file that cannot be read: {e.Message} Maybe its path is mistyped.");
        }
    }

    // A secret is never shown.
    public override string ToString() => Authority.ToString();
}
