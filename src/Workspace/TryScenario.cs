using System.Collections.Immutable;
using System.Text;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>What came of trying a scenario on a workspace; the workspace is as it was.</summary>
/// <param name="Base">The base plan, with what it was made from.</param>
/// <param name="Result">The scenario's plan, and what it changes.</param>
/// <param name="Notes">What a reader should know: what is odd with the changed model, what is not proven.</param>
public sealed record TriedScenario(PlanDocument Base, WhatIf Result, ImmutableArray<string> Notes);

/// <summary>Asks what would be if: a named set of changes, solved from the base plan on in the solver's own process.</summary>
public static class TryScenario
{
    /// <summary>What the scenario leads to.</summary>
    /// <param name="workspace">The base, without errors; it stays as it is.</param>
    /// <param name="plan">The base plan, with the policy it was made under.</param>
    /// <param name="scenario">What is different.</param>
    /// <param name="limits">How long to look for the scenario's plan.</param>
    /// <param name="solver">A process that has been started, and serves this one request.</param>
    /// <param name="progress">Called as the search goes on.</param>
    /// <param name="cancel">Stops the search; the best plan so far is taken.</param>
    /// <exception cref="ArgumentException">The scenario is about something that the base does not hold, or there is no base plan.</exception>
    /// <exception cref="SolverException">There is no plan that can be shown, and why.</exception>
    public static async Task<TriedScenario> RunAsync(
        Opened workspace,
        PlanDocument plan,
        Scenario scenario,
        SolveLimits limits,
        SolverProcess solver,
        Action<Progress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(solver);
        if (plan.Plan.Status is PlanStatus.Infeasible or PlanStatus.Unknown) throw new ArgumentException("There is no base plan to change.", nameof(plan));
        var before = new Setup(workspace.Portfolio!, plan.Plan.Policy);
        var setup = scenario.Apply(before);
        var request = new SolveRequest(Encoding.UTF8.GetBytes(Document.Of(setup.Portfolio).Text), setup.Portfolio, setup.Policy, limits) { From = Beginning.Between(before, plan.Plan, setup) };
        var found = await solver.SolveAsync(request, progress, cancel).ConfigureAwait(false);
        var result = WhatIf.Between(workspace.Portfolio!, plan.Plan, scenario, found with { Policy = setup.Policy });
        return new(plan, result, [.. Notes(workspace, plan, result)]);
    }

    private static IEnumerable<string> Notes(Opened workspace, PlanDocument plan, WhatIf result)
    {
        if (plan.Revision is { } revision && revision != PlanWorkspace.RevisionOf(workspace)) yield return "The base plan was made from another revision of the workspace; it keeps the rules of this one.";
        var before = workspace.Findings.Select(f => f.Sentence).ToHashSet();
        foreach (var finding in ModelRules.Check(result.Setup.Portfolio).Where(f => !before.Contains(f.Sentence))) yield return $"With the changes: {finding.Sentence}";
        var money = workspace.Portfolio!.Platform;
        if (result.Missed is { } missed) yield return $"Also without the scenario its plan keeps every rule, and is worth {Words.Of(money, missed)} more than the base plan: that much is not the scenario's doing.";
        else if (result.Base.Status != PlanStatus.Optimal && result.Comparison is not null) yield return "The base plan is not proven best: part of the difference may be what it missed.";
    }
}
