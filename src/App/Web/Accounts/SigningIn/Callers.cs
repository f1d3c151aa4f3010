using System.Security.Claims;
using Dais.App.Web.Access;
using Dais.Workspace;
using Dais.Workspace.People;
using Microsoft.AspNetCore.Http;

namespace Dais.App.Web.Accounts.SigningIn;

/// <summary>Who asks, as operations want to know it.</summary>
public static class Callers
{
    /// <summary>The caller of a request that somebody who is known sent.</summary>
    /// <exception cref="InvalidOperationException">Nobody is known: the endpoint is open to anyone, and must not ask.</exception>
    public static Caller Caller(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.Caller() ?? throw new InvalidOperationException("Nobody is signed in.");
    }

    /// <summary>The caller whom a principal stands for; nothing where it is nobody.</summary>
    public static Caller? Caller(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.Identity switch
        {
            KnownIdentity known => known.Caller,
            { IsAuthenticated: true, AuthenticationType: LocalSignIn.SchemeName } => Workspace.People.Caller.Local,
            _ => null,
        };
    }

    /// <summary>The principal of who came in.</summary>
    internal static ClaimsPrincipal Principal(Entered entered, string scheme) => new(new KnownIdentity(entered, scheme));

    private sealed class KnownIdentity : ClaimsIdentity
    {
        public KnownIdentity(Entered entered, string scheme)
            : base([new(ClaimTypes.NameIdentifier, entered.Caller.Id), new(ClaimTypes.Name, entered.Caller.Name)], scheme)
        {
            Caller = entered.Caller;
            if (entered.Administrator) AddClaim(new(DenyByDefault.InstanceAdmin, ""));
        }

        public Caller Caller { get; }
    }
}
