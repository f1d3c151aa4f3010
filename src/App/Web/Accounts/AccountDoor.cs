using Dais.App.Web.Access;
using Dais.App.Web.Accounts.Endpoints;
using Dais.App.Web.Accounts.Identity;
using Dais.App.Web.Accounts.Keys;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dais.App.Web.Accounts;

/// <summary>How people and programs come in where Dais serves a team: what that takes, in one place.</summary>
internal static class AccountDoor
{
    /// <summary>The scheme that chooses among the others.</summary>
    private const string AnyScheme = "any";

    /// <summary>Adds what the pages need, whoever uses them.</summary>
    public static void AddPages(IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie = new HostCookie.Builder(HostCookie.Forms);
            forms.FormFieldName = "form-token";
            forms.HeaderName = null;
        });
    }

    /// <summary>Adds accounts, sessions, tokens and the keys behind them.</summary>
    public static void Add(IServiceCollection services, Store store, ServeOptions options)
    {
        StoredKeys.Add(services, store, options.MasterKey ?? throw new CannotServeException("A server for a team needs a master key, and there is none."));
        services.AddScoped<AccountsConnection>().AddScoped<AccountsContext>();
        services.AddScoped<PasswordCheck>().AddScoped<SecondFactor>();
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Password = new() { RequiredLength = 1, RequiredUniqueChars = 1, RequireDigit = false, RequireLowercase = false, RequireNonAlphanumeric = false, RequireUppercase = false };
            identity.Lockout = new() { MaxFailedAccessAttempts = Dais.Workspace.AttemptSignIn.Most, DefaultLockoutTimeSpan = Dais.Workspace.AttemptSignIn.Locked };
        }).AddUserStore<AccountStore>().AddPasswordValidator<PasswordRules.Validator>();
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 210_000);
        var authentication = services.AddAuthentication(AnyScheme)
            .AddPolicyScheme(AnyScheme, null, any => any.ForwardDefaultSelector = Choose)
            .AddScheme<AuthenticationSchemeOptions, SessionSignIn>(SessionSignIn.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, TokenSignIn>(TokenSignIn.SchemeName, null);
        if (options.Provider is { } provider) ProviderSignIn.Add(authentication, provider);
    }

    /// <summary>Adds the pages.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        SigningInPages.Map(routes);
        InvitationPages.Map(routes);
        OwnPages.Map(routes);
        TwoFactorPages.Map(routes);
    }

    // Pages are for people with a session, everything else for programs with a token: a page of another site in the
    // browser of somebody who is signed in gets nothing from the API.
    private static string Choose(HttpContext context)
    {
        var path = context.Request.Path;
        var program = context.Request.Headers.ContainsKey("Authorization") || path.StartsWithSegments("/api") || path.StartsWithSegments("/metrics") || path.StartsWithSegments("/mcp");
        return program ? TokenSignIn.SchemeName : SessionSignIn.SchemeName;
    }
}
