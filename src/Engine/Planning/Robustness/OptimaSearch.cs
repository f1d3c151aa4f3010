using Dais.Engine.Modelling;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Robustness;

/// <summary>
/// Looks for the best plan anew in each of many draws of values and efforts: the part of them in which it has use for an
/// initiative is the chance that the initiative belongs in (Vilkkumaa, Liesiö &amp; Salo).
/// </summary>
/// <remarks>
/// Each draw is a portfolio of its own, solved from the plan and within an equal part of the time that is left; what is
/// not proven within it counts with the best plan found, and the largest gap is told. Where a draw's efforts are such
/// that the promises cannot all be kept, they are released for it.
/// </remarks>
internal sealed class OptimaSearch(Problem problem, Doubts doubts, int[] plan, Budget budget)
{
    private readonly int[] _used = new int[problem.Candidates.Length];

    /// <summary>By candidate, in how many draws the best plan has use for it.</summary>
    internal IReadOnlyList<int> Used => _used;

    internal OptimaSample Run(RobustnessLimits limits, PlansMet met, Action<int> tell)
    {
        var draws = Draws.Of(doubts, new() { Draws = limits.Draws, Seed = limits.Solve.Seed, Correlation = limits.Correlation });
        var (solved, proven, broken, hopeless, gap) = (0, 0, 0, 0, 0.0);
        for (var n = 0; n < limits.Draws && !budget.Over; n++)
        {
            var draw = n;
            tell(n);
            var portfolio = doubts.With(d => draws[d][draw]);
            var (now, found, released) = budget.Within(1.0 / (limits.Draws - n), () => Solve(portfolio));
            solved++;
            if (released) broken++;
            if (found.Finishes is not { } finishes)
            {
                hopeless++;
                continue;
            }

            if (found.Status == PlanStatus.Optimal) proven++;
            else gap = Math.Max(gap, double.IsFinite(found.Bound) ? (found.Bound - found.Objective) / Math.Max(Math.Abs(found.Bound), 1e-9) : 1);
            var use = Use.Of(now, finishes, now.Judge);
            for (var i = 0; i < use.Length; i++) _used[i] += use[i] ? 1 : 0;
            met.Take(finishes);
        }

        return new(limits.Draws, solved, proven, broken, hopeless, Share.Of(Math.Clamp(gap, 0, 1)));
    }

    private (Problem Now, Found Found, bool Released) Solve(Portfolio portfolio)
    {
        var now = Compile.From(portfolio, problem.Policy);
        var found = new Search(now, budget, null, plan).Run();
        if (found.Status != PlanStatus.Infeasible || problem.Policy.Release) return (now, found, found.Status == PlanStatus.Infeasible);
        var free = Compile.From(portfolio, problem.Policy with { Release = true, MaxMoves = null });
        return (free, new Search(free, budget, null, plan).Run(), true);
    }
}
