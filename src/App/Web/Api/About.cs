using Dais.App.Cli;
using Dais.App.Web.Access;
using Dais.Workspace.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Api;

/// <summary><c>GET /api/about</c>: which Dais this is.</summary>
internal static class About
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/about", () => new Product("Dais", CommandLine.Version))
        .RequirePermission(Permission.BeKnown)
        .WithName("about").WithTags("instance").WithSummary("Which Dais this is.");

    /// <summary>The product.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Version">Its version.</param>
    internal sealed record Product(string Name, string Version);
}
