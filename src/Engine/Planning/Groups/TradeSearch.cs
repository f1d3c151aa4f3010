namespace Dais.Engine.Planning.Groups;

/// <summary>Finds a trade across periods that leaves no group worse off, nor the platform (M-04 d).</summary>
/// <remarks>
/// Before: by the end of every quarter, each bucket has finished no more than its target share of the capacity so far.
/// After: that holds at the end of the horizon only. Every plan before is one after, so the trade never loses; what it
/// gains is what a split that is the same in every quarter costs. Both are best plans of the planner's own formulation
/// with rows over finishes, and both lack as little to the floors as the first one.
/// </remarks>
internal sealed class TradeSearch
{
    private const double Slack = 1e-6;

    private readonly Problem _problem;
    private readonly Search _search;
    private readonly Stakes _stakes;
    private readonly (int Bucket, double Share)[] _targets;

    private TradeSearch(Problem problem, Search search, Stakes stakes)
    {
        (_problem, _search, _stakes) = (problem, search, stakes);
        _targets = [.. problem.Portfolio.Buckets.Select((b, k) => (k, b.Share)).Where(x => x.Share is not null).Select(x => (x.k, x.Share!.Value.Value))];
    }

    /// <summary>The trade; nothing where there are no target shares or no several periods, or where it was not found in time.</summary>
    internal static Trade? Of(Problem problem, Search search, Stakes stakes, Budget budget, GroupSearch plans)
    {
        var trade = new TradeSearch(problem, search, stakes);
        if (trade._targets.Length == 0 || problem.Periods < 2 || !problem.Policy.Allocation) return null;
        var shortfall = budget.Within(0.2, () => search.Maximise(Aim(trade.EveryQuarter, f => f.MinimiseShortfall(), f => -Evaluation.Shortfall(problem, f), double.PositiveInfinity), null));
        if (shortfall.Finishes is not { } start) return null;
        var lacking = Math.Max(0, -shortfall.Objective);
        var before = budget.Within(0.5, () => search.Maximise(Aim(trade.EveryQuarter, f => f.MaximiseValue(problem.Weights), problem.Judge, lacking), start));
        if (before.Finishes is not { } split) return null;
        var after = search.Maximise(Aim(f => trade.NobodyWorse(f, split), f => f.MaximiseValue(problem.Weights), problem.Judge, lacking), split);
        var proven = before.Status == PlanStatus.Optimal && after.Status == PlanStatus.Optimal;
        return new(plans.PlanOf(split), plans.PlanOf(after.Finishes!), proven);
    }

    private void EveryQuarter(Formulation f)
    {
        for (var t = 0; t < _problem.Periods; t++) FinishedAtMostTheShare(f, t);
    }

    private void NobodyWorse(Formulation f, int[] before)
    {
        FinishedAtMostTheShare(f, _problem.Periods - 1);
        foreach (var yardstick in _stakes.Yardsticks.Append(Yardstick.Of(_problem, new(0, 1))).Append(_stakes.Unattributed))
            f.Model.AtLeast(yardstick.Of(_problem, before) - Slack, f.ValueTerms(yardstick));
    }

    /// <summary>By the end of t each bucket has finished no more than its target share of the capacity up to then; what is ordered anyway does not count.</summary>
    private void FinishedAtMostTheShare(Formulation f, int t)
    {
        var capacity = CapacityUpTo(t);
        foreach (var (bucket, share) in _targets)
        {
            var terms = Members(bucket).Where(i => !_problem.Candidates[i].Forced && f.FinishedBy(i, t) is not null).Select(i => (f.FinishedBy(i, t)!.Value, _problem.Candidates[i].Total)).ToArray();
            if (terms.Length > 0) f.Model.AtMost(share * capacity, terms);
        }
    }

    private IEnumerable<int> Members(int bucket) => Enumerable.Range(0, _problem.Candidates.Length).Where(i => _problem.Candidates[i].Bucket == bucket && _problem.Candidates[i] is { Possible: true, Total: > 0 });

    private double CapacityUpTo(int t) => _problem.Capacity.Sum(c => c.Take(t + 1).Sum());

    private static Aim Aim(Action<Formulation> rows, Action<Formulation> last, Func<int[], double> worth, double shortfall) => new("groups", f =>
    {
        rows(f);
        last(f);
    }, worth)
    {
        Shortfall = shortfall,
    };
}
