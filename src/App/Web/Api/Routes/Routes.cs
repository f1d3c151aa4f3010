using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Api.Routes;

/// <summary>Every address of the API that is about what a store keeps.</summary>
internal static class Routes
{
    public static void Map(IEndpointRouteBuilder routes, RequestLimits limits)
    {
        WorkspaceRoutes.Map(routes);
        ThingRoutes.Map(routes);
        HistoryRoutes.Map(routes);
        DecidingRoutes.Map(routes);
        SignalRoutes.Map(routes, limits);
        JobRoutes.Map(routes);
        MemberRoutes.Map(routes);
        PeopleRoutes.Map(routes);
    }
}
