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
    /// <param name="entered">Who.</param>
    /// <param name="scheme">By which means.</param>
    /// <param name="holds">Asks whether they still may be here: for a page that stays open longer than the request that it came by. Absent where a request is all there is.</param>
    internal static ClaimsPrincipal Principal(Entered entered, string scheme, Func<CancellationToken, Task<bool>>? holds = null) => new(new KnownIdentity(entered, scheme, holds));

    /// <summary>Whether who came in may still be here.</summary>
    internal static Task<bool> HoldsAsync(this ClaimsPrincipal user, CancellationToken cancel) =>
        user.Identity is KnownIdentity { Holds: { } holds } ? holds(cancel) : Task.FromResult(user.Identity?.IsAuthenticated == true);

    private sealed class KnownIdentity : ClaimsIdentity
    {
        public KnownIdentity(Entered entered, string scheme, Func<CancellationToken, Task<bool>>? holds)
            : base([new(ClaimTypes.NameIdentifier, entered.Caller.Id), new(ClaimTypes.Name, entered.Caller.Name)], scheme)
        {
            (Caller, Holds) = (entered.Caller, holds);
            if (entered.Administrator) AddClaim(new(DenyByDefault.InstanceAdmin, ""));
        }

        public Caller Caller { get; }

        public Func<CancellationToken, Task<bool>>? Holds { get; }
    }
}
