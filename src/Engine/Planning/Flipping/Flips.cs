using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Flipping;

/// <summary>
/// Finds what it takes to get a thing into a plan: one cheapest change of each kind, each solved for, not guessed.
/// </summary>
/// <remarks>
/// The base plan is polished first, else a change could seem to gain what was merely missed. The time is shared out: a
/// third to the base, then equal parts of what is left to the forced plan and to each kind; what one does not use goes to
/// the next. What is not proven within its part says so.
/// </remarks>
public static class Flips
{
    private const double ShareForBase = 0.35;

    /// <summary>What gets <paramref name="wanted"/> into <paramref name="plan"/>.</summary>
    /// <param name="portfolio">What is planned.</param>
    /// <param name="plan">A plan of it, with the policy it was made under.</param>
    /// <param name="wanted">What is wanted in.</param>
    /// <param name="group">The group whose own best plan is asked for too; absent for none.</param>
    /// <param name="limits">How long to look, over all kinds.</param>
    /// <param name="clock">The time.</param>
    /// <param name="progress">Called as it goes on.</param>
    /// <param name="cancel">Stops; what is known by then is returned.</param>
    public static FlipReport Find(
        Portfolio portfolio,
        Plan plan,
        Wanted wanted,
        Id<StakeholderGroup>? group,
        SolveLimits limits,
        TimeProvider clock,
        Action<Progress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(limits);
        var budget = new Budget(limits, clock, cancel);
        var problem = Compile.From(portfolio, plan.Policy);
        var trial = new Trial(budget, progress);
        var polished = Polished(problem, plan, budget, progress);
        var drawn = polished.Finishes.AsSpan().SequenceEqual(problem.FinishesOf(plan)) && plan.Status == PlanStatus.Optimal ? plan : Case.Drawn(problem, polished, budget);
        var (own, now) = group is { } id ? OwnOf(portfolio, plan.Policy, id, polished.Finishes, trial) : (null, null);
        var target = wanted switch
        {
            Wanted.OfInitiative one => Target.Of(problem, one.Initiative),
            Wanted.OfUseCase use => Target.Of(problem, use.UseCase),
            _ => null,
        };
        if (target is null || target.In(polished.Finishes)) return new(drawn, target is not null || wanted is Wanted.OfUseCase, false, null, [], own, now);
        if (target.OneOfEach.Any(o => o.IsEmpty)) return new(drawn, false, false, null, [], own, now);
        var (forced, known) = budget.Within(1.0 / 6, () => trial.BestOf(problem, "with it, nothing else changed", target.Require, null));
        var shown = forced is null ? null : Case.Drawn(problem, forced, budget);
        if (forced is not null && forced.Rank.AsGoodAs(polished.Rank)) return new(drawn, false, true, shown, [], own, now);
        var basis = new Case(new(portfolio, plan.Policy), problem, wanted, target, polished, forced, known && forced is null, trial);
        Func<Case, FlipAnswer>[] kinds = [ValueFlip.Find, ScopeFlip.Find, CapacityFlip.Find, Rivals.Dropping, Rivals.Delaying];
        var answers = kinds.Select((find, place) => budget.Within(1.0 / (kinds.Length - place), () => find(basis))).OrderBy(a => a.Kind);
        return new(drawn, false, false, shown, [.. answers], own, now);
    }

    private static Best Polished(Problem problem, Plan plan, Budget budget, Action<Progress>? progress)
    {
        var finishes = problem.FinishesOf(plan);
        if (plan.Status == PlanStatus.Optimal) return new(finishes, Rank.Of(problem, finishes), plan.Bound?.Value ?? plan.Objective.Value, true);
        var found = budget.Within(ShareForBase, () => new Search(problem, budget, progress, finishes).Run());
        var best = found.Finishes ?? finishes;
        return new(best, Rank.Of(problem, best), found.Bound, found.Status == PlanStatus.Optimal);
    }

    /// <summary>The most that any plan is worth to the group, and what these finishes are.</summary>
    private static (Money? Best, Money? Now) OwnOf(Portfolio portfolio, Policy policy, Id<StakeholderGroup> group, int[] finishes, Trial trial)
    {
        var problem = Compile.From(GroupValue.Only(portfolio, group), policy with { Lens = Lens.Customer });
        var (best, _) = trial.Budget.Within(1.0 / 8, () => trial.BestOf(problem, "the group's own best", _ => { }, finishes));
        return (best is null ? null : Money.Of(best.Rank.Objective), Money.Of(Evaluation.Objective(problem, finishes, problem.Weights)));
    }
}
