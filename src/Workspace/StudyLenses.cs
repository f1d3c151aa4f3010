using Dais.Engine.Planning;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Finds both ideal plans of a workspace and the plans between them, in the solver's own process, checked before anyone sees them.</summary>
public static class StudyLenses
{
    /// <summary>Both ideals, what pulls them apart, the frontier and the compromises.</summary>
    /// <param name="workspace">A workspace without errors.</param>
    /// <param name="policy">The orders that every plan obeys; its lens and weights do not matter.</param>
    /// <param name="limits">How long to look in all.</param>
    /// <param name="solver">A process that has been started, and serves this one request.</param>
    /// <param name="progress">Called as the search goes on.</param>
    /// <param name="cancel">Stops the search; what is known so far is returned.</param>
    /// <exception cref="SolverException">There is nothing that can be shown, and why.</exception>
    public static async Task<LensDocument> RunAsync(
        Opened workspace,
        Policy policy,
        SolveLimits limits,
        SolverProcess solver,
        Action<Progress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(solver);
        var study = await solver.LensesAsync(SolveRequest.Of(workspace, policy, limits), progress, cancel).ConfigureAwait(false);
        return new LensDocument(workspace.Portfolio!, policy, study) { Revision = PlanWorkspace.RevisionOf(workspace), Assumed = Assumptions.In(workspace.Document!) };
    }
}
