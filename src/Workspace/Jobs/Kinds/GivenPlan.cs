using Dais.Engine.Planning;
using Dais.Workspace.Planning;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>The plan that something is asked about: the one that came with the request, or the best one, found first.</summary>
internal static class GivenPlan
{
    /// <summary>The plan.</summary>
    /// <exception cref="InvalidException">There is none.</exception>
    public static async Task<PlanDocument> OrFoundAsync(PlanDocument? given, Opened workspace, Policy policy, SolveLimits limits, JobTools tools, CancellationToken stop)
    {
        if (given is not null) return given;
        await using var solver = tools.Solver();
        var found = await PlanWorkspace.RunAsync(workspace, policy, limits, solver, tools.Progress, stop).ConfigureAwait(false);
        return found.Plan.Status switch
        {
            PlanStatus.Infeasible => throw new InvalidException("There is no plan that keeps every rule.", "policy", "Maybe a job of kind \"plan\" says which rules cannot hold together."),
            PlanStatus.Unknown => throw new InvalidException("No plan was found within the limit.", "seconds", "Maybe more seconds find one."),
            _ => found,
        };
    }
}
