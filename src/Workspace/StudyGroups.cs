using Dais.Engine.Planning;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Finds what each group of a workspace could have, fair plans and trades, in the solver's own process, checked before anyone sees them.</summary>
public static class StudyGroups
{
    /// <summary>Each group's own best, how it fares under a plan of each kind, and a trade that leaves nobody worse off.</summary>
    /// <param name="workspace">A workspace without errors.</param>
    /// <param name="policy">What the global plan is asked to be best at, and the orders that every plan obeys.</param>
    /// <param name="limits">How long to look in all.</param>
    /// <param name="solver">A process that has been started, and serves this one request.</param>
    /// <param name="alpha">The α of one more fair plan, 0 … 20; absent for none.</param>
    /// <param name="progress">Called as the search goes on.</param>
    /// <param name="cancel">Stops the search; what is known so far is returned.</param>
    /// <exception cref="SolverException">There is nothing that can be shown, and why.</exception>
    public static async Task<GroupDocument> RunAsync(
        Opened workspace,
        Policy policy,
        SolveLimits limits,
        SolverProcess solver,
        double? alpha = null,
        Action<Progress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(solver);
        var study = await solver.GroupsAsync(SolveRequest.Of(workspace, policy, limits) with { Alpha = alpha }, progress, cancel).ConfigureAwait(false);
        return new GroupDocument(workspace.Portfolio!, study) { Revision = PlanWorkspace.RevisionOf(workspace), Assumed = Assumptions.In(workspace.Document!) };
    }
}
