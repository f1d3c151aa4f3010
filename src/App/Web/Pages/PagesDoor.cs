using Dais.App.Web.Access;
using Dais.App.Web.Pages.Working;
using Dais.Workspace.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dais.App.Web.Pages;

/// <summary>The web app: what it takes, and where it is.</summary>
internal static class PagesDoor
{
    private const int LargestMessage = 64 * 1024;

    private const int MostLostCircuits = 50;

    /// <summary>Adds what the pages work with.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = MostLostCircuits;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        services.AddCascadingAuthenticationState();
        services.AddScoped<Desk>();
    }

    /// <summary>Adds the pages. The door only asks that somebody is known; every operation asks what they may.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        AppFiles.Map(routes);
        routes.MapRazorComponents<Root>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null).RequirePermission(Permission.BeKnown);
    }
}
