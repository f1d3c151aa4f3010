using Dais.Workspace;
using Dais.Workspace.Storing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dais.App.Web.Watching;

/// <summary>Whether the store answers.</summary>
internal sealed class StoreHealth(Store store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await ReachStore.RunAsync(store, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RefusalException refusal)
        {
            return HealthCheckResult.Unhealthy(refusal.What);
        }
    }
}
