using Dais.Engine.Planning;
using Dais.Engine.Planning.Robustness;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Asks how sure the plan of a workspace is, in the solver's own process, checked before anyone sees it.</summary>
public static class StudyRobustness
{
    /// <summary>What is always in, sometimes and never; what to find out first; what other horizons and weights would choose; plans as good and different.</summary>
    /// <param name="workspace">A workspace without errors.</param>
    /// <param name="policy">What the plan is asked to be best at, and the orders that it obeys.</param>
    /// <param name="limits">How long and how often to look.</param>
    /// <param name="solver">A process that has been started, and serves this one request.</param>
    /// <param name="progress">Called as the search goes on.</param>
    /// <param name="cancel">Stops the search; what is known so far is returned.</param>
    /// <exception cref="SolverException">There is nothing that can be shown, and why.</exception>
    public static async Task<RobustnessDocument> RunAsync(
        Opened workspace,
        Policy policy,
        RobustnessLimits limits,
        SolverProcess solver,
        Action<Progress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(solver);
        var request = SolveRequest.Of(workspace, policy, limits.Solve) with { Draws = limits.Draws, Correlation = limits.Correlation };
        var study = await solver.RobustnessAsync(request, progress, cancel).ConfigureAwait(false);
        return new RobustnessDocument(workspace.Portfolio!, study) { Revision = PlanWorkspace.RevisionOf(workspace), Assumed = Assumptions.In(workspace.Document!) };
    }
}
