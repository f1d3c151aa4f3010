using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Groups;

/// <summary>The most of something that was found, and a bound on it.</summary>
/// <param name="Value">The most found, at present value.</param>
/// <param name="Bound">No plan has more; equal to <paramref name="Value"/> when proven.</param>
public sealed record Most(Money Value, Money Bound)
{
    /// <summary>The plan that has the most found: what it chooses, and when each is finished.</summary>
    public ImmutableSortedDictionary<Id<Initiative>, Period> Finishes { get; init; } = ImmutableSortedDictionary<Id<Initiative>, Period>.Empty;

    /// <summary>Whether no plan has more, to 1e-6.</summary>
    public bool Proven => Bound.Value - Value.Value <= 2e-6 * Math.Max(1, Math.Abs(Value.Value));
}

/// <summary>What a group could have if it decided alone.</summary>
/// <param name="Group">Which.</param>
/// <param name="All">U_g*: its best with all the capacity, floors and ceilings let go.</param>
/// <param name="Part">The share of K that is its own: the target shares of the buckets it owns, else an equal part.</param>
/// <param name="PartAssumed">Whether nobody stated that share.</param>
/// <param name="WithPart">Its best when no more than that share is spent on what is not ordered anyway; absent where nothing was found in time.</param>
public sealed record OwnBest(Id<StakeholderGroup> Group, Most All, Share Part, bool PartAssumed, Most? WithPart);

/// <summary>By what a plan is fair, or that it is not meant to be.</summary>
public enum FairnessKind
{
    /// <summary>The best plan under the policy, as <c>dais plan</c> finds it: fairness plays no part.</summary>
    Policy,

    /// <summary>The largest Σ U_g, and of equals the one with the largest product Π σ_g.</summary>
    Utilitarian,

    /// <summary>
    /// The largest of the smallest σ_g, and of equals the largest Σ U_g. It is the plan of the smallest largest regret too,
    /// because regret is 1 − σ_g.
    /// </summary>
    Maximin,

    /// <summary>The largest product Π σ_g.</summary>
    Nash,

    /// <summary>
    /// The fairest by an α that somebody names: α = 0 is the largest sum, 1 the largest product, and the larger it is, the
    /// nearer to maximin.
    /// </summary>
    Alpha,

    /// <summary>The method of equal shares: every group has the same part of the capacity to spend; what is left goes to the largest Σ U_g.</summary>
    EqualShares,
}

/// <summary>A plan by one rule of fairness.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Plan">The plan, laid out.</param>
/// <param name="Score">What the rule makes largest: money for <see cref="FairnessKind.Utilitarian"/>, else a part or a product of parts (for an α the part that each would have if all had the same); absent where it makes nothing largest.</param>
/// <param name="Bound">No plan has more of it.</param>
public sealed record FairPlan(FairnessKind Kind, Plan Plan, double? Score, double? Bound)
{
    /// <summary>The α of <see cref="FairnessKind.Alpha"/>; absent for the others.</summary>
    public double? Alpha { get; init; }

    /// <summary>Whether no plan is better by that rule, to 1e-5; never for a rule that makes nothing largest.</summary>
    public bool Proven => Score is { } score && Bound is { } bound && bound - score <= 1e-5 * Math.Max(1, Math.Abs(score));
}

/// <summary>What a group gets of a plan.</summary>
/// <param name="Group">Which.</param>
/// <param name="Value">U_g, at present value.</param>
/// <param name="Satisfaction">σ_g = U_g ÷ U_g*, at most 1; absent where U_g* is not above 0.</param>
public sealed record GroupOutcome(Id<StakeholderGroup> Group, Money Value, double? Satisfaction)
{
    /// <summary>1 − σ_g; absent where σ_g is.</summary>
    public double? Regret => 1 - Satisfaction;
}

/// <summary>How groups fare under one plan.</summary>
/// <param name="Groups">By group with a stake.</param>
/// <param name="Sum">Σ U_g.</param>
/// <param name="Unattributed">V_C − Σ U_g: customer value that counts to no group.</param>
public sealed record Shares(ImmutableArray<GroupOutcome> Groups, Money Sum, Money Unattributed)
{
    /// <summary>The largest regret; absent where no group has one.</summary>
    public double? LargestRegret => Groups.Max(g => g.Regret);
}

/// <summary>What each group could have, what it gets under a plan of each kind, and what would leave nobody worse off.</summary>
/// <param name="Policy">The best plan under the policy; where there is none, it says why, and the rest is empty.</param>
/// <param name="Own">What each group with a stake could have alone, in the portfolio's order.</param>
/// <param name="Plans">A plan of each kind, as far as one was found.</param>
public sealed record GroupStudy(Plan Policy, ImmutableArray<OwnBest> Own, ImmutableArray<FairPlan> Plans)
{
    private const double SameBest = 0.01;

    /// <summary>Wall-clock seconds of the search.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether the policy's plan, every own best, every fair plan and the trade are proven.</summary>
    public bool Proven => Policy.Status == PlanStatus.Optimal && Own.All(o => o.All.Proven && o.WithPart is null or { Proven: true }) && Plans.All(p => p.Score is null || p.Proven) && Trade is null or { Proven: true };

    /// <summary>Groups that could have something alone, but to which no plan under the policy gives anything; they do not count in maximin, Nash and equal shares.</summary>
    public ImmutableArray<Id<StakeholderGroup>> Unserved { get; init; } = [];

    /// <summary>A trade across periods; absent where the portfolio has no target shares, or none was found.</summary>
    public Trade? Trade { get; init; }

    /// <summary>Whether there is a plan to talk about.</summary>
    public bool Found => Policy.Status is PlanStatus.Optimal or PlanStatus.Feasible;

    /// <summary>The plan of that kind; nothing where none was found.</summary>
    public FairPlan? Find(FairnessKind kind) => Plans.FirstOrDefault(p => p.Kind == kind);

    /// <summary>How the groups fare under <paramref name="plan"/>.</summary>
    public Shares SharesOf(Portfolio portfolio, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        var problem = Compile.From(portfolio, Policy.Policy);
        var finish = plan.Initiatives.ToDictionary(i => i.Id, i => i.Finish.Index);
        var finishes = problem.Candidates.Select(c => finish.GetValueOrDefault(c.Id, -1)).ToArray();
        var stakes = Stakes.Of(problem);
        var best = Own.ToDictionary(o => o.Group, o => o.All.Value.Value);
        var worth = stakes.Yardsticks.Select(y => y.Of(problem, finishes)).ToArray();
        return new(
            [.. stakes.Groups.Select((g, k) => new GroupOutcome(g, Money.Of(worth[k]), best.GetValueOrDefault(g) is > GroupSearch.Least and var most ? worth[k] / most : null))],
            Money.Of(worth.Sum()),
            Money.Of(Math.Round(stakes.Unattributed.Of(problem, finishes), 9) + 0.0));   // parts that add up to 1 leave dust
    }

    /// <summary>What the rule of a plan makes largest, worked out from the plan; absent for a rule that makes nothing largest.</summary>
    public double? ScoreOf(Portfolio portfolio, FairPlan fair)
    {
        ArgumentNullException.ThrowIfNull(fair);
        var shares = SharesOf(portfolio, fair.Plan);
        var counted = shares.Groups.Where(g => g.Satisfaction is not null && !Unserved.Contains(g.Group)).ToList();
        double[] satisfactions = [.. counted.Select(g => g.Satisfaction!.Value)];
        double[] best = [.. counted.Select(g => Own.First(o => o.Group == g.Group).All.Value.Value)];
        return fair.Kind switch
        {
            FairnessKind.Utilitarian => shares.Sum.Value,
            FairnessKind.Maximin => satisfactions.Min(),
            FairnessKind.Nash => satisfactions.Aggregate(1.0, (product, s) => product * Math.Max(0, s)),
            FairnessKind.Alpha when fair.Alpha == 0 => shares.Sum.Value,
            FairnessKind.Alpha when fair.Alpha is { } alpha && Welfare.Of(alpha, best, Math.Max(satisfactions.Min(), GroupSearch.Least)) is var welfare => welfare.Read(welfare.Of(satisfactions)),
            _ => null,
        };
    }

    /// <summary>
    /// What the price of fairness is at most if work could be divided at will and every group's own best is the same:
    /// 1 − (2√n − 1) ÷ n for Nash and 1 − 4n ÷ (n + 1)² for maximin; absent for other kinds and where own bests differ.
    /// </summary>
    /// <remarks>Bertsimas, Farias and Trichakis (2011), The price of fairness. Work that comes in whole pieces can cost more.</remarks>
    public double? PriceBound(FairnessKind kind)
    {
        var counted = Own.Where(o => !Unserved.Contains(o.Group) && o.All.Value.Value > GroupSearch.Least).Select(o => o.All.Value.Value).ToList();
        if (counted.Count < 2 || counted.Max() - counted.Min() > SameBest * counted.Max()) return null;
        var n = counted.Count;
        return kind switch
        {
            FairnessKind.Nash => 1 - (((2 * Math.Sqrt(n)) - 1) / n),
            FairnessKind.Maximin => 1 - (4.0 * n / ((n + 1.0) * (n + 1))),
            _ => null,
        };
    }

    /// <summary>PoF = 1 − Σ U_g ÷ the largest Σ U_g there is; absent where that was not found or is not above 0.</summary>
    public double? PriceOfFairness(Portfolio portfolio, Plan plan) =>
        Find(FairnessKind.Utilitarian) is { Plan: var best } && SharesOf(portfolio, best).Sum.Value is > GroupSearch.Least and var sum
            ? 1 - (SharesOf(portfolio, plan).Sum.Value / sum)
            : null;
}
