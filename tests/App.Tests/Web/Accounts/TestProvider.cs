using System.Net;
using System.Security.Claims;
using Dais.App.Web.Accounts.SigningIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Dais.App.Tests.Web.Accounts;

/// <summary>An OpenID Connect provider on a port of its own: real requests, real signatures; whoever comes is whom the test says.</summary>
internal sealed class TestProvider : IAsyncDisposable
{
    private const string Client = "dais", Secret = "the secret of the client";

    private readonly WebApplication _app;

    private TestProvider(WebApplication app) => (_app, Address) = (app, new Uri(app.Urls.First()));

    public Uri Address { get; }

    /// <summary>The provider as Dais is told of it.</summary>
    public Provider Provider => new(Address, Client, Secret, "Example sign-in");

    /// <summary>Whoever comes next.</summary>
    public (string Subject, string? Email, bool Verified) Who { get; set; } = ("1", null, false);

    /// <summary>Whether it refuses whoever comes.</summary>
    public bool Refuses { get; set; }

    /// <summary>How codes were bound to who asked for them.</summary>
    public List<string?> Challenges { get; } = [];

    public static async Task<TestProvider> StartAsync()
    {
        TestProvider? provider = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().EnableDegradedMode();
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            server.RegisterScopes(Scopes.Email, Scopes.Profile);
            server.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context => provider!.CheckAsync(context)));
            server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || context.ClientSecret != Secret) context.Reject(Errors.InvalidClient, "Not that client.");
                return default;
            }));
            server.AddEventHandler<OpenIddictServerEvents.HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (provider!.Refuses) context.Reject(Errors.AccessDenied, "Not today.");
                else context.SignIn(provider.Principal(context.Request.GetScopes()));
                return default;
            }));
            server.UseAspNetCore().DisableTransportSecurityRequirement();
        });
        var app = builder.Build();
        app.UseAuthentication();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return provider = new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private ValueTask CheckAsync(OpenIddictServerEvents.ValidateAuthorizationRequestContext context)
    {
        Challenges.Add(context.Request.CodeChallengeMethod);
        if (context.ClientId != Client || context.RedirectUri?.EndsWith("/sign-in/provider/callback", StringComparison.Ordinal) != true) context.Reject(Errors.InvalidClient, "Not that client.");
        return default;
    }

    private ClaimsPrincipal Principal(IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("provider", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Who.Subject).SetClaim(Claims.Name, "Somebody Known").SetClaim(Claims.EmailVerified, Who.Verified);
        if (Who.Email is { } email) identity.SetClaim(Claims.Email, email);
        identity.SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
        return new ClaimsPrincipal(identity).SetScopes(scopes);
    }
}
