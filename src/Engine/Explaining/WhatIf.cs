using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Planning.Searching;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>A bucket that gets more or less in a scenario, or whose share, floor or ceiling it changes.</summary>
/// <param name="Bucket">Which.</param>
/// <param name="Before">What it got in the base plan.</param>
/// <param name="After">What it gets in the scenario's plan.</param>
public sealed record BucketChange(Id<Bucket> Bucket, BucketLoad Before, BucketLoad After);

/// <summary>What a scenario leads to: the best plan in it, and that plan minus the base plan.</summary>
/// <remarks>
/// The difference of the two objectives is what the scenario is worth. It has two parts that add up to it exactly:
/// <see cref="AsItStands"/> minus the base objective, by which the base plan itself becomes worth more or less, and the
/// rest, which only planning anew brings.
/// </remarks>
/// <param name="Scenario">The changes.</param>
/// <param name="Setup">Portfolio and policy with the changes made.</param>
/// <param name="Base">The base plan.</param>
/// <param name="Plan">The best plan in it that was found.</param>
/// <param name="Comparison">That plan minus the base plan; absent where there is no plan in the scenario.</param>
/// <param name="Moves">What moves, in the portfolio's order, each with its reason.</param>
/// <param name="Buckets">What gets more or less, in the portfolio's order.</param>
public sealed record WhatIf(
    Scenario Scenario,
    Setup Setup,
    Plan Base,
    Plan Plan,
    Comparison? Comparison,
    ImmutableArray<ScenarioMove> Moves,
    ImmutableArray<BucketChange> Buckets)
{
    /// <summary>
    /// What the base plan is worth in the scenario when nothing is planned anew; absent where it breaks a rule there, or
    /// lacks more to the floors than the scenario's plan.
    /// </summary>
    public Money? AsItStands { get; init; }

    /// <summary>
    /// By how much the scenario's plan beats the base plan <em>without</em> the scenario, where it keeps the rules there
    /// too: that much the base plan, which was not proven best, had missed. Absent where it is nothing.
    /// </summary>
    public Money? Missed { get; init; }

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
        var before = new Setup(portfolio, plan.Policy);
        var setup = scenario.Apply(before);
        return Between(portfolio, plan, scenario, Planner.From(Beginning.Between(before, plan, setup), setup.Portfolio, setup.Policy, limits, clock, progress, cancel));
    }

    /// <summary>The difference that a scenario makes, its plan having been found.</summary>
    /// <param name="portfolio">The base.</param>
    /// <param name="plan">The base plan, with the policy it was made under.</param>
    /// <param name="scenario">What is different.</param>
    /// <param name="found">The plan in the scenario.</param>
    /// <exception cref="ArgumentException">The scenario is about something that the base does not hold.</exception>
    public static WhatIf Between(Portfolio portfolio, Plan plan, Scenario scenario, Plan found)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(found);
        var of = new Setup(portfolio, plan.Policy);
        var setup = scenario.Apply(of);
        if (found.Status is PlanStatus.Infeasible or PlanStatus.Unknown) return new(scenario, setup, plan, found, null, [], []);
        var comparison = Comparison.Of(portfolio, plan, setup.Portfolio, found);
        return new(scenario, setup, plan, found, comparison, MoveReasons.Of(of, plan, scenario, setup, found, comparison.Changes), BucketsOf(of, setup, plan, found))
        {
            AsItStands = Worth(setup, plan, found.Shortfall),
            Missed = plan.Status != PlanStatus.Optimal && Worth(of, found, plan.Shortfall) is { } there && there.Value > plan.Objective.Value + (Near * Math.Max(1, Math.Abs(plan.Objective.Value))) ? there - plan.Objective : null,
        };
    }

    private const double Near = 1e-6;

    /// <summary>What a plan's finishes are worth in a setup that it was not made for; nothing where they break a rule of it.</summary>
    private static Money? Worth(Setup setup, Plan plan, EngineerWeeks shortfall)
    {
        var problem = Compile.From(setup.Portfolio, setup.Policy);
        if (plan.Initiatives.Any(i => problem.PlaceOf(i.Id) < 0)) return null;
        var finishes = problem.FinishesOf(plan);
        return Soundness.Holds(problem, finishes) && Evaluation.Shortfall(problem, finishes) <= shortfall.Value + Near ? Money.Of(problem.Judge(finishes)) : null;
    }

    private static ImmutableArray<BucketChange> BucketsOf(Setup of, Setup setup, Plan plan, Plan found)
    {
        var (before, after) = (plan.Buckets.ToDictionary(b => b.Id), found.Buckets.ToDictionary(b => b.Id));
        return [.. setup.Portfolio.Buckets
            .Where(b => before.ContainsKey(b.Id) && after.ContainsKey(b.Id))
            .Where(b => Math.Abs(before[b.Id].Effort.Value - after[b.Id].Effort.Value) > Near || of.Portfolio.Buckets[b.Id] != b)
            .Select(b => new BucketChange(b.Id, before[b.Id], after[b.Id]))];
    }
}
