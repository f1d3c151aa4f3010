using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Groups;

/// <summary>Finds what each group could have alone, a plan of each kind of fairness, and a trade that leaves nobody worse off (M-04 c, d).</summary>
/// <remarks>
/// Every plan is a best plan of the planner's own formulation with other things to make large and other rows. The time
/// is shared among the searches still to come; one that is stopped leaves its bound behind, and nothing is called best
/// that is not proven.
/// </remarks>
public sealed class GroupSearch
{
    /// <summary>What counts as nothing to have.</summary>
    internal const double Least = 1e-9;

    private readonly Problem _problem;
    private readonly Budget _budget;
    private readonly Action<Progress>? _progress;
    private readonly Stakes _stakes;
    private readonly Dictionary<string, Plan> _plans = new(StringComparer.Ordinal);
    private int _steps;

    private GroupSearch(Problem problem, Budget budget, Action<Progress>? progress)
    {
        (_problem, _budget, _progress, _stakes) = (problem, budget, progress, Stakes.Of(problem));
        _steps = 7 + (2 * _stakes.Groups.Length);
    }

    /// <summary>All of it, as far as <paramref name="limits"/> allow.</summary>
    /// <param name="portfolio">The facts; it breaks no rule of the model.</param>
    /// <param name="policy">What the global plan is asked to be best at, and the orders that every plan obeys.</param>
    /// <param name="limits">How long to look in all.</param>
    /// <param name="clock">The time, for the limit in seconds and for progress.</param>
    /// <param name="alpha">The α of one more plan, 0 … 20; absent for none.</param>
    /// <param name="progress">Called as the search goes on, from any thread, one call at a time.</param>
    /// <param name="cancel">Stops the search; what is known so far is returned.</param>
    public static GroupStudy Solve(Portfolio portfolio, Policy policy, SolveLimits limits, TimeProvider clock, double? alpha = null, Action<Progress>? progress = null, CancellationToken cancel = default)
    {
        if (alpha is not (null or (>= 0 and <= Welfare.MostAlpha))) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "α is 0 … 20.");
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(clock);
        var budget = new Budget(limits, clock, cancel);
        return new GroupSearch(Compile.From(portfolio, policy), budget, progress) { Alpha = alpha }.Run(clock) with { Seconds = budget.Elapsed };
    }

    private double? Alpha { get; init; }

    private GroupStudy Run(TimeProvider clock)
    {
        var search = new Search(_problem, _budget, p => _progress?.Invoke(p with { Phase = "the policy's plan: " + p.Phase }));
        var found = _budget.Within(0.25, search.Run);
        if (found.Finishes is not { } global)
        {
            var none = found.Status == PlanStatus.Infeasible ? Planner.NoPlan(_problem, found, _budget, clock) : Draft.Of(_problem, found, _budget);
            return new(none, [], []);
        }

        if (found.Status == PlanStatus.Optimal && _problem.Policy.Timing == Timing.Flow) global = _budget.Within(0.15, () => Ties.Break(_problem, search, found)).Finishes;
        var policy = Draft.Of(_problem, found with { Finishes = global }, _budget) with { Stability = Promises.Unpriced(_problem, global) };
        _plans[Key(global)] = policy;
        var own = Own(global);
        var fair = new FairSearch(_problem, search, _stakes, [.. own.Select(o => o.All.Value.Value)], found.Shortfall);
        var plans = ImmutableArray.CreateBuilder<FairPlan>();
        plans.Add(new(FairnessKind.Policy, policy, null, null));
        if (own.Any(o => o.All.Value.Value > Least)) AddFair(plans, fair, global);
        ImmutableArray<Id<StakeholderGroup>> unserved = [.. own.Where((o, g) => o.All.Value.Value > Least && !fair.Counted.Contains(g)).Select(o => o.Group)];
        var study = new GroupStudy(policy, own, plans.ToImmutable()) { Unserved = unserved, Trade = Step("a trade", () => TradeSearch.Of(_problem, search, _stakes, _budget, this)) };
        return Consistent.Of(_problem.Portfolio, study);
    }

    private void AddFair(ImmutableArray<FairPlan>.Builder plans, FairSearch fair, int[] global)
    {
        void Add(FairnessKind kind, FairFound? found)
        {
            if (found is { } some) plans.Add(new(kind, PlanOf(some.Finishes), some.Score, some.Bound));
        }

        Step("who can be served", () =>
        {
            fair.LeaveOutUnserved(global);
            return 0;
        });
        var maximin = Step("maximin", () => fair.Maximin(global));
        var utilitarian = Step("utilitarian", () => fair.Utilitarian(global));
        if (utilitarian is { } sum) utilitarian = sum with { Finishes = Step("utilitarian, of equals the fairest", () => fair.FairestOf(sum)) };
        Add(FairnessKind.Utilitarian, utilitarian);
        Add(FairnessKind.Maximin, maximin);
        if (maximin is { } start) Add(FairnessKind.Nash, Step("Nash", () => fair.Nash([], start)));
        if (Alpha is { } alpha && maximin is { } from)
        {
            Add(FairnessKind.Alpha, alpha == 0 ? utilitarian : Step("alpha", () => fair.Fairest(alpha, [], from)));
            if (plans[^1].Kind == FairnessKind.Alpha) plans[^1] = plans[^1] with { Alpha = alpha };
        }

        Add(FairnessKind.EqualShares, Step("equal shares", fair.EqualShares));
    }

    /// <summary>Each group's best with all capacity, and with its own part of it.</summary>
    private ImmutableArray<OwnBest> Own(int[] start)
    {
        var free = Groups.Alone.Free(_problem);
        var search = new Search(free, _budget, null);
        var stakes = Stakes.Of(free);
        return [.. stakes.Groups.Select((group, k) => Alone(free, search, stakes.Yardsticks[k], group, stakes.Groups.Length, start))];
    }

    private OwnBest Alone(Problem free, Search search, Yardstick yardstick, Id<StakeholderGroup> group, int groups, int[] start)
    {
        var name = _problem.Portfolio.Groups[group].Name;
        var targets = _problem.Portfolio.Buckets.Where(b => b.Owner == group && b.Share is not null).ToList();
        var part = targets.Count > 0 ? Math.Min(1, targets.Sum(b => b.Share!.Value.Value)) : 1.0 / groups;
        var all = Step("alone: " + name, () => Groups.Alone.Best(free, search, yardstick, _ => { }, start));
        var some = Step("its share: " + name, () => Groups.Alone.Best(free, search, yardstick, f => AtMost(f, free, part * free.Total), null));
        var known = new Most(Money.Of(yardstick.Of(free, start)), Money.Of(Groups.Alone.Ceiling(free, yardstick))) { Finishes = free.Named(start) };
        return new(group, all ?? known, Share.Of(part), targets.Count == 0, some);
    }

    /// <summary>No more than that is spent on what is not ordered anyway.</summary>
    private static void AtMost(Formulation f, Problem problem, double ew) =>
        f.Model.AtMost(ew, [.. problem.Candidates.Select((c, i) => (c, i)).Where(x => x.c is { Possible: true, Forced: false, Total: > 0 }).Select(x => (f.Chosen(x.i)!.Value, x.c.Total))]);

    /// <summary>Does the next step with its part of the time that is left.</summary>
    private T Step<T>(string phase, Func<T> step)
    {
        _progress?.Invoke(new(_budget.Elapsed, null, null, "groups") { Note = phase });
        return _budget.Within(1.0 / Math.Max(1, _steps--), step);
    }

    /// <summary>The plan of these finishes, laid out once.</summary>
    internal Plan PlanOf(int[] finishes)
    {
        var key = Key(finishes);
        return _plans.TryGetValue(key, out var plan) ? plan : _plans[key] = Draft.Unproven(_problem, finishes, _budget);
    }

    private static string Key(int[] finishes) => string.Join(',', finishes);
}
