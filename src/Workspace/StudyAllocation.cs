using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Finds what the split of capacity among a workspace's buckets is worth, in the solver's own process, checked before anyone sees it.</summary>
public static class StudyAllocation
{
    /// <summary>The joint optimum, five points either way, response curves, indifference bands, prices, and the use of each bucket's share.</summary>
    /// <param name="workspace">A workspace without errors.</param>
    /// <param name="policy">What plans are asked to be best at, and the orders that every plan obeys.</param>
    /// <param name="limits">How long to look in all.</param>
    /// <param name="solver">A process that has been started, and serves this one request.</param>
    /// <param name="change">The most that a share may change from one period to the next on the glide path, as a fraction above 0; absent is five points.</param>
    /// <param name="progress">Called as the search goes on.</param>
    /// <param name="cancel">Stops the search; what is known so far is returned.</param>
    /// <exception cref="SolverException">There is nothing that can be shown, and why.</exception>
    public static async Task<AllocationDocument> RunAsync(
        Opened workspace,
        Policy policy,
        SolveLimits limits,
        SolverProcess solver,
        double? change = null,
        Action<Progress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(solver);
        var study = await solver.AllocationAsync(SolveRequest.Of(workspace, policy, limits), progress, cancel).ConfigureAwait(false);
        return new AllocationDocument(workspace.Portfolio!, study) { Change = change ?? GlidePath.UsualLimit, Revision = PlanWorkspace.RevisionOf(workspace), Assumed = Assumptions.In(workspace.Document!) };
    }
}
