using Dais.Engine.Modelling;

namespace Dais.Engine.Planning;

/// <summary>Finds the best plan under the rules R1 … R11.</summary>
public static class Planner
{
    /// <summary>Once there is known to be no plan, this long may go into saying why.</summary>
    private const double SecondsForWords = 20;

    /// <summary>The best plan for <paramref name="portfolio"/> under <paramref name="policy"/> that can be found within <paramref name="limits"/>.</summary>
    /// <param name="portfolio">The facts; it breaks no rule of the model.</param>
    /// <param name="policy">What the plan is asked to be best at.</param>
    /// <param name="limits">How long to look.</param>
    /// <param name="clock">The time, for the limit in seconds and for progress.</param>
    /// <param name="progress">Called as the search goes on, from any thread, one call at a time.</param>
    /// <param name="cancel">Stops the search; the best plan so far is returned.</param>
    public static Plan Solve(
        Portfolio portfolio,
        Policy policy,
        SolveLimits limits,
        TimeProvider clock,
        Action<Progress>? progress = null,
        CancellationToken cancel = default) => From(null, portfolio, policy, limits, clock, progress, cancel);

    /// <summary>The same, begun from a plan; where that keeps the rules, no worse one is answered.</summary>
    public static Plan From(
        Beginning? from,
        Portfolio portfolio,
        Policy policy,
        SolveLimits limits,
        TimeProvider clock,
        Action<Progress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(clock);
        var budget = new Budget(limits, clock, cancel);
        var problem = Compile.From(portfolio, policy);
        var search = new Search(problem, budget, progress, from is null ? null : problem.FinishesOf(from.Plan), from is null ? null : Changed.Of(problem, from));
        var found = search.Run();
        if (found.Status == PlanStatus.Infeasible) return NoPlan(problem, found, budget, clock);
        var ties = TieBreak.None;
        if (found.Status == PlanStatus.Optimal && limits.BreakTies && policy.Timing == Timing.Flow)
        {
            search.Enter("proven; telling equal plans apart");
            (var finishes, ties) = Ties.Break(problem, search, found);
            found = found with { Finishes = finishes };
        }

        var plan = Draft.Of(problem, found, budget) with { Ties = ties, Stability = Promises.Of(problem, found, budget) };
        return plan with { Warnings = Warnings.Of(problem, plan, budget), Seconds = budget.Elapsed };
    }

    /// <summary>That there is no plan, and a smallest set of rules that cannot hold together.</summary>
    internal static Plan NoPlan(Problem problem, Found found, Budget budget, TimeProvider clock) => Draft.Of(problem, found, budget) with
    {
        Conflicts = Conflicts.Find(problem.Portfolio, problem.Policy, new(new() { Seconds = SecondsForWords, Seed = budget.Limits.Seed }, clock, budget.Cancel)),
    };
}
