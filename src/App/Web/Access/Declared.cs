using Dais.Workspace.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace Dais.App.Web.Access;

/// <summary>What an endpoint declares: the permission that its caller needs.</summary>
/// <remarks>
/// Whether the caller has it in the workspace concerned is decided by the operation, in its transaction; here the caller
/// must be known, and what belongs to no workspace must be the caller's.
/// </remarks>
/// <param name="permission">The permission.</param>
public sealed class Demand(Permission permission) : IAuthorizationRequirement, IAuthorizationRequirementData
{
    /// <summary>The permission.</summary>
    public Permission Permission { get; } = permission;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>What an endpoint declares that takes requests from anyone, and why that does no harm.</summary>
/// <param name="reason">One sentence.</param>
public sealed class OpenToAnyone(string reason) : IAllowAnonymous
{
    /// <summary>Why that does no harm.</summary>
    public string Reason { get; } = reason;
}

/// <summary>The words by which endpoints declare who may call them. An endpoint that says neither is refused to everyone.</summary>
public static class Declared
{
    /// <summary>Only a caller with this permission.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder endpoint, Permission permission)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Demand(permission));

    /// <summary>Anyone, signed in or not.</summary>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder endpoint, string reason)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new OpenToAnyone(reason));
}
