using Dais.Engine.Modelling;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Robustness;

/// <summary>
/// Looks for the best plan anew in each of many draws of values and efforts: the part of them in which it has use for an
/// initiative is the chance that the initiative belongs in (Vilkkumaa, Liesiö &amp; Salo).
/// </summary>
/// <remarks>
/// Each draw is a portfolio of its own, solved from the plan and within an equal part of the time that is left. Where the
/// plan itself could not be proven in its time, a draw cannot either: then lists and neighbourhoods serve, for at least a
/// third of a second, rather for fewer draws than for less; and how good that is, is measured by looking so for the plan
/// itself, from nothing. What is not proven counts with the best plan found. Where a draw's efforts are such
/// that the promises cannot all be kept, they are released for it.
/// </remarks>
internal sealed class OptimaSearch(Problem problem, Doubts doubts, Found plan, Budget budget)
{
    private const double LeastSeconds = 0.35;
    private const double LeastWork = 2_000;

    private readonly int[] _used = new int[problem.Candidates.Length];

    /// <summary>By candidate, in how many draws the best plan has use for it.</summary>
    internal IReadOnlyList<int> Used => _used;

    internal OptimaSample Run(RobustnessLimits limits, PlansMet met, Action<int> tell)
    {
        var draws = Draws.Of(doubts, new() { Draws = limits.Draws, Seed = limits.Solve.Seed, Correlation = limits.Correlation });
        var (solved, proven, broken, hopeless) = (0, 0, 0, 0);
        Share? missed = plan.Status == PlanStatus.Optimal ? null : Missed(limits.Draws);
        var gaps = new List<double>();
        for (var n = 0; n < limits.Draws && !budget.Over; n++)
        {
            var draw = n;
            tell(n);
            var portfolio = doubts.With(d => draws[d][draw]);
            var (now, found, released) = budget.Within(PartOf(limits.Draws - n), () => Solve(portfolio));
            solved++;
            if (released && found.Finishes is not null) broken++;
            if (found.Finishes is not { } finishes)
            {
                hopeless++;
                continue;
            }

            if (found.Status == PlanStatus.Optimal) proven++;
            else if (missed is null && double.IsFinite(found.Bound)) gaps.Add(Math.Clamp((found.Bound - found.Objective) / Math.Max(Math.Abs(found.Bound), 1e-9), 0, 1));
            var use = Use.Of(now, finishes, now.Judge);
            for (var i = 0; i < use.Length; i++) _used[i] += use[i] ? 1 : 0;
            met.Take(finishes);
        }

        return new(limits.Draws, solved, proven, broken, hopeless, gaps.Count == 0 ? null : Share.Of(gaps.Average()), missed);
    }

    /// <summary>The part of what is left for one of so many draws to come.</summary>
    private double PartOf(int draws)
    {
        var least = plan.Status == PlanStatus.Optimal ? 0 : budget.Counted ? LeastWork / Math.Max(1, budget.Work) : LeastSeconds / Math.Max(1e-3, budget.Seconds);
        return Math.Min(1, Math.Max(1.0 / draws, least));
    }

    /// <summary>What a search as short as one for a draw misses of the plan's worth, when it begins from nothing.</summary>
    private Share? Missed(int draws)
    {
        var blind = budget.Within(PartOf(draws), () => new Search(problem, budget, null).Sketch());
        return blind.Finishes is null || plan.Objective <= 0 ? null : Share.Of(Math.Clamp(1 - (blind.Objective / plan.Objective), 0, 1));
    }

    private (Problem Now, Found Found, bool Released) Solve(Portfolio portfolio)
    {
        var now = Compile.From(portfolio, problem.Policy);
        var found = Solve(now);
        if (found.Status != PlanStatus.Infeasible || problem.Policy.Release) return (now, found, found.Status == PlanStatus.Infeasible);
        var free = Compile.From(portfolio, problem.Policy with { Release = true, MaxMoves = null });
        return (free, Solve(free), true);
    }

    private Found Solve(Problem now)
    {
        var search = new Search(now, budget, null, plan.Finishes);
        return plan.Status == PlanStatus.Optimal ? search.Run() : search.Sketch();
    }
}
