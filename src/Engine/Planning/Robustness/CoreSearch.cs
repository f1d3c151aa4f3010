using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Robustness;

/// <summary>
/// The core index (Robust Portfolio Modeling: Liesiö, Mild &amp; Salo 2007; M-06 d): for what part of the groups' weights
/// the best plan has use for each initiative.
/// </summary>
/// <remarks>
/// <para>
/// A group's utility is what it gets, divided by its own best with all capacity. The region is every w with Σw = 1 and
/// each w at least 0.2, or 0.6 ÷ the number of groups where that is less, uniformly. The most that can be had at w is
/// the upper envelope of the plans' lines w·u, which is convex.
/// </para>
/// <para>
/// Two or three groups: the cells of the plans known so far are cut out, and the planner is asked for the best plan at
/// each of their corners. One that is better than all known joins them, and the cells are cut anew. Once none is, the
/// envelope is right at every corner of every cell, so by convexity it is right within each: the shares are exact. More
/// groups: the planner is asked at weights drawn at random, and the shares are those of many more weights among the
/// plans so found, with the standard error of the solved ones.
/// </para>
/// </remarks>
internal sealed class CoreSearch
{
    private const double Least = 0.2;
    private const double LeastInAll = 0.6;
    private const double Better = 1e-6;
    private const int DrawnProven = 60;
    private const int DrawnElse = 12;
    private const int Judged = 20_000;

    private readonly Problem _problem;
    private readonly Budget _budget;
    private readonly Found _plan;
    private readonly Yardstick[] _yardsticks;
    private readonly Id<StakeholderGroup>[] _groups;
    private readonly double _least;
    private readonly List<(int[] Finishes, double[] Worth)> _plans = [];
    private readonly Dictionary<string, bool> _solved = new(StringComparer.Ordinal);
    private bool _cutShort;

    private CoreSearch(Problem problem, Budget budget, Found plan, Id<StakeholderGroup>[] groups, Yardstick[] yardsticks)
    {
        (_problem, _budget, _plan, _groups, _yardsticks) = (problem, budget, plan, groups, yardsticks);
        _least = Math.Min(Least, LeastInAll / Math.Max(1, groups.Length));
    }

    /// <summary>The region with its distinct best plans; none where no group has anything to gain, or there was no time for a single weight.</summary>
    internal static CoreRegion? Of(Problem problem, Budget budget, Found plan)
    {
        var stakes = Stakes.Of(problem);
        var own = OwnBests(problem, budget, plan);
        var kept = Enumerable.Range(0, own.Length).Where(g => own[g] > GroupSearch.Least).ToArray();
        if (kept.Length == 0) return null;
        var yardsticks = kept.Select(g => Scaled(stakes.Yardsticks[g], 1 / own[g])).ToArray();
        var core = new CoreSearch(problem, budget, plan, [.. kept.Select(g => stakes.Groups[g])], yardsticks);
        core.Take(plan.Finishes!);
        return core.Region();
    }

    private static double[] OwnBests(Problem problem, Budget budget, Found plan)
    {
        var free = Compile.From(problem.Portfolio, problem.Policy with { Allocation = false });
        var yardsticks = Stakes.Of(free).Yardsticks;
        return [.. yardsticks.Select((y, k) => budget.Within(0.5 / (yardsticks.Length - (k / 2.0)), () => Best(free, y, plan, plan.Finishes!, budget).Objective))];
    }

    /// <summary>The best plan by that yardstick: proven where the plan itself could be, else by neighbourhoods.</summary>
    private static Found Best(Problem problem, Yardstick yardstick, Found plan, int[] start, Budget budget)
    {
        var search = new Search(Rejudged.Of(problem, yardstick), budget, null, start);
        return plan.Status == PlanStatus.Optimal ? search.Run() : search.Sketch();
    }

    private CoreRegion? Region()
    {
        var exact = _groups.Length switch
        {
            1 => At([1]),
            2 or 3 => Cells(),
            _ => Samples(),
        };
        if (_solved.Count == 0) return null;
        var proven = _solved.Values.Count(p => p);
        exact = exact && !_cutShort && proven == _solved.Count;
        var parts = Parts();
        var error = exact ? 0 : Math.Sqrt(0.25 / _solved.Count);
        var optima = _plans.Select((p, k) => (Used: Used(p.Finishes), Part: parts[k])).GroupBy(p => string.Join(',', p.Used))
            .Select(g => new CoreOptimum([.. g.First().Used], Share.Of(Math.Clamp(g.Sum(p => p.Part), 0, 1)))).Where(o => o.Part.Value > 1e-9).OrderByDescending(o => o.Part);
        return new([.. _groups], Share.Of(_least), [.. optima], exact, _solved.Count, proven, Share.Of(error));
    }

    private bool Cells()
    {
        var cells = new WeightCells(_groups.Length, _least);
        for (var changed = true; changed;)
        {
            changed = false;
            var corners = Enumerable.Range(0, _plans.Count).SelectMany(p => cells.CellOf(p, Worths)).ToList();
            foreach (var corner in corners.Where(c => !_solved.ContainsKey(Key(c))))
            {
                var known = _plans.Count;
                if (!At(corner)) return false;
                changed |= _plans.Count > known;
            }
        }

        return true;
    }

    private bool Samples()
    {
        var chance = Chance.From((ulong)_budget.Limits.Seed, "weights of groups");
        var drawn = _plan.Status == PlanStatus.Optimal ? DrawnProven : DrawnElse;
        for (var n = 0; n < drawn; n++)
        {
            if (!_budget.Within(1.0 / (drawn - n), () => At(Weights(chance)))) return false;
        }

        return false;
    }

    /// <summary>Asks the planner for the best plan at these weights; no where there is no time left.</summary>
    private bool At(double[] w)
    {
        if (_budget.Over) return !(_cutShort = true);
        var yardstick = Sum(w);
        var best = _plans.MaxBy(p => WeightCells.Times(w, p.Worth))!;
        var found = Best(_problem, yardstick, _plan, best.Finishes, _budget);
        _solved[Key(w)] = found.Status == PlanStatus.Optimal;
        if (found.Finishes is { } finishes && found.Objective > WeightCells.Times(w, best.Worth) + Better) Take(finishes);
        return true;
    }

    private void Take(int[] finishes)
    {
        double[] worth = [.. _yardsticks.Select(y => y.Of(_problem, finishes))];
        if (!_plans.Any(p => p.Worth.Zip(worth).All(x => Math.Abs(x.First - x.Second) <= 1e-9))) _plans.Add((finishes, worth));
    }

    private double[] Parts()
    {
        if (_groups.Length is 2 or 3)
        {
            var cells = new WeightCells(_groups.Length, _least);
            return [.. Enumerable.Range(0, _plans.Count).Select(p => cells.PartOf(cells.CellOf(p, Worths)))];
        }

        var parts = new double[_plans.Count];
        var chance = Chance.From((ulong)_budget.Limits.Seed, "weights to judge by");
        for (var n = 0; n < Judged; n++)
        {
            var w = Weights(chance);
            parts[Enumerable.Range(0, parts.Length).MaxBy(p => WeightCells.Times(w, _plans[p].Worth))] += 1.0 / Judged;
        }

        return parts;
    }

    private double[][] Worths => [.. _plans.Select(p => p.Worth)];

    /// <summary>Weights drawn uniformly from the region.</summary>
    private double[] Weights(Chance chance)
    {
        double[] drawn = [.. _groups.Select(_ => chance.Gamma(1))];
        var (sum, free) = (drawn.Sum(), 1 - (_groups.Length * _least));
        return [.. drawn.Select(x => _least + (free * x / sum))];
    }

    private IEnumerable<Id<Initiative>> Used(int[] finishes)
    {
        var use = Use.Of(_problem, finishes, f => _yardsticks.Sum(y => y.Of(_problem, f)));
        return Enumerable.Range(0, use.Length).Where(i => use[i]).Select(i => _problem.Candidates[i].Id);
    }

    private Yardstick Sum(double[] w)
    {
        var sum = Scaled(_yardsticks[0], w[0]);
        for (var g = 1; g < w.Length; g++)
        {
            for (var i = 0; i < sum.Customer.Length; i++) sum.Customer[i] += w[g] * _yardsticks[g].Customer[i];
            for (var i = 0; i < sum.Goals.Length; i++) sum.Goals[i] += w[g] * _yardsticks[g].Goals[i];
        }

        return sum;
    }

    private static Yardstick Scaled(Yardstick y, double factor) => new([.. y.Customer.Select(x => x * factor)], [.. y.Platform.Select(x => x * factor)], [.. y.Goals.Select(x => x * factor)]);

    private static string Key(double[] w) => string.Join(' ', w.Select(x => Math.Round(x, 9)));
}
