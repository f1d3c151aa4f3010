using Dais.Workspace.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Access;

/// <summary>What holds where an endpoint declares nothing, and what a declaration asks of the caller.</summary>
internal static class DenyByDefault
{
    /// <summary>The claim of a caller whom the instance itself is entrusted to.</summary>
    public const string InstanceAdmin = "dais:instance-admin";

    /// <summary>Who is not signed in is told so, whatever was asked; who is signed in gets nowhere through an endpoint that declares nothing.</summary>
    public static void Set(AuthorizationOptions options) =>
        options.FallbackPolicy = options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new Declaration()).Build();

    /// <summary>The endpoint, if it is one, declares who may call it.</summary>
    internal sealed class Declaration : AuthorizationHandler<Declaration>, IAuthorizationRequirement
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Declaration requirement)
        {
            // What is no route is an answer of the router's own: nothing here, another method, another kind of body.
            var endpoint = (context.Resource as HttpContext)?.GetEndpoint();
            if (endpoint is not RouteEndpoint || endpoint.Metadata.GetMetadata<Demand>() is not null) context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }

    /// <summary>The caller is known, and has what belongs to no workspace.</summary>
    internal sealed class Known : AuthorizationHandler<Demand>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Demand requirement)
        {
            var known = context.User.Identity?.IsAuthenticated == true;
            if (known && (requirement.Permission != Permission.OperateInstance || context.User.HasClaim(c => c.Type == InstanceAdmin))) context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }
}
