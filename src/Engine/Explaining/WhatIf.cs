using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;

namespace Dais.Engine.Explaining;

/// <summary>An initiative that moves in a scenario, and why, where a rule says so.</summary>
/// <param name="Change">How it moves.</param>
/// <param name="Why">For what is left out now: the rule that binds, in words; absent for what goes in or moves.</param>
public sealed record ScenarioMove(Change Change, string? Why);

/// <summary>What a scenario leads to: the best plan in it, and that plan minus the base plan.</summary>
/// <param name="Scenario">The changes.</param>
/// <param name="Setup">Portfolio and policy with the changes made.</param>
/// <param name="Plan">The best plan in it that was found.</param>
/// <param name="Comparison">That plan minus the base plan; absent where there is no plan in the scenario.</param>
/// <param name="Moves">What moves, in the portfolio's order.</param>
public sealed record WhatIf(Scenario Scenario, Setup Setup, Plan Plan, Comparison? Comparison, ImmutableArray<ScenarioMove> Moves)
{
    /// <summary>Solves a scenario, beginning from the base plan.</summary>
    /// <param name="portfolio">The base; it stays as it is.</param>
    /// <param name="plan">The base plan, with the policy it was made under.</param>
    /// <param name="scenario">What is different.</param>
    /// <param name="limits">How long to look.</param>
    /// <param name="clock">The time.</param>
    /// <param name="progress">Called as the search goes on.</param>
    /// <param name="cancel">Stops the search; the best plan so far is taken.</param>
    /// <exception cref="ArgumentException">The scenario is about something that the base does not hold.</exception>
    public static WhatIf Of(
        Portfolio portfolio,
        Plan plan,
        Scenario scenario,
        SolveLimits limits,
        TimeProvider clock,
        Action<Progress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scenario);
        var setup = scenario.Apply(new(portfolio, plan.Policy));
        var found = Planner.From(plan, setup.Portfolio, setup.Policy, limits, clock, progress, cancel);
        if (found.Status is PlanStatus.Infeasible or PlanStatus.Unknown) return new(scenario, setup, found, null, []);
        var comparison = Comparison.Of(portfolio, plan, setup.Portfolio, found);
        var left = Explanation.Of(setup.Portfolio, found).LeftOut.ToDictionary(l => l.Id, l => l.Sentence);
        return new(scenario, setup, found, comparison, [.. comparison.Changes.Select(c => new ScenarioMove(c, left.GetValueOrDefault(c.Id)))]);
    }
}
