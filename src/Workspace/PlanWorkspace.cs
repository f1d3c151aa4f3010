using System.Security.Cryptography;
using System.Text;
using Dais.Engine.Explaining;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Finds the best plan for a workspace, in the solver's own process, checked against the rules before anyone sees it.</summary>
public static class PlanWorkspace
{
    /// <summary>The SHA-256 of the workspace's canonical document: the same however the workspace is kept.</summary>
    public static string RevisionOf(Opened workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(workspace.Document!.Text)));
    }

    /// <summary>The plan, with what is left out and why.</summary>
    /// <param name="workspace">A workspace without errors.</param>
    /// <param name="policy">What the plan is asked to be best at.</param>
    /// <param name="limits">How long to look.</param>
    /// <param name="solver">A process that has been started, and serves this one request.</param>
    /// <param name="progress">Called as the search goes on.</param>
    /// <param name="cancel">Stops the search; the best plan so far is returned.</param>
    /// <exception cref="SolverException">There is no plan that can be shown, and why.</exception>
    public static async Task<PlanDocument> RunAsync(
        Opened workspace,
        Policy policy,
        SolveLimits limits,
        SolverProcess solver,
        Action<Progress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(solver);
        var plan = await solver.SolveAsync(SolveRequest.Of(workspace, policy, limits), progress, cancel).ConfigureAwait(false);
        return new PlanDocument(workspace.Portfolio!, plan) { Explanation = Explanation.Of(workspace.Portfolio!, plan), Revision = RevisionOf(workspace), Assumed = Assumptions.In(workspace.Document!) };
    }
}
