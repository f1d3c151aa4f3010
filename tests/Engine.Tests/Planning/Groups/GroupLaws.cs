using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Groups;

/// <summary>What holds of groups' own bests, of fair plans and of trades, on small worlds with every rule in play and three groups in them.</summary>
public sealed class GroupLaws
{
    private const double Near = 1e-4;

    private static readonly Id<StakeholderGroup>[] Three = [.. new[] { "g1", "g2", "g3" }.Select(Id<StakeholderGroup>.Of)];

    [Fact]
    public void What_the_groups_get_and_the_unattributed_rest_are_the_customer_value() => Holds(60, (world, study) =>
    {
        foreach (var plan in study.Plans.Select(p => p.Plan))
        {
            var shares = study.SharesOf(world.Portfolio, plan);
            if (!Same(shares.Sum.Value + shares.Unattributed.Value, plan.Value.Customer.Value)) return $"{shares.Sum} and {shares.Unattributed} are not {plan.Value.Customer}.";
            if (!Same(shares.Groups.Sum(g => g.Value.Value), shares.Sum.Value)) return "The groups do not add up.";
        }

        return null;
    });

    [Fact]
    public void Each_groups_own_best_is_the_one_that_brute_force_finds() => Holds(60, (world, study) =>
    {
        var rules = new OracleRules(world.Under(p => p with { Allocation = false }));
        var plans = Oracle.Plans(rules).ToList();
        foreach (var own in study.Own)
        {
            var best = plans.Max(f => Worth(world, rules, own.Group, f));
            if (!own.All.Proven || !Same(own.All.Value.Value, best)) return $"{own.Group}: {own.All}, but the best is {best}.";
            var within = plans.Where(f => Free(world, rules, f) <= (own.Part.Value * rules.K) + 1e-7).Select(f => Worth(world, rules, own.Group, f)).ToList();
            if (within.Count > 0 != own.WithPart is not null) return $"{own.Group} with its share: {own.WithPart}, but there are {within.Count} plans.";
            if (own.WithPart is { } part && !Same(part.Value.Value, within.Max())) return $"{own.Group} with its share: {part}, but the best is {within.Max()}.";
        }

        return null;
    });

    [Fact]
    public void Fair_plans_are_the_best_by_their_rule_that_brute_force_finds() => Holds(60, (world, study) =>
    {
        var rules = new OracleRules(world);
        var plans = Oracle.Plans(rules).ToList();
        var least = plans.Min(rules.Shortfall);
        plans = [.. plans.Where(f => rules.Shortfall(f) <= least + 1e-6)];
        var counted = study.Own.Where(o => o.All.Value.Value > 1e-9).ToList();
        if (counted.Count == 0) return study.Plans.Length == 1 ? null : "Nobody has anything to get, but plans are called fair.";
        var served = counted.Where(o => plans.Exists(f => Worth(world, rules, o.Group, f) > 1e-9)).ToList();
        if (!counted.Except(served).Select(o => o.Group).SequenceEqual(study.Unserved) && served.Count > 0) return $"Unserved are {string.Join(' ', counted.Except(served).Select(o => o.Group))}, not {string.Join(' ', study.Unserved)}.";
        if (served.Count > 0) counted = served;
        double[] Parts(int[] f) => [.. counted.Select(o => Worth(world, rules, o.Group, f) / o.All.Value.Value)];
        var sums = plans.ConvertAll(f => study.Own.Sum(o => Worth(world, rules, o.Group, f)));
        var (sum, smallest, product) = (sums.Max(), plans.Max(f => Parts(f).Min()), plans.Max(f => Parts(f).Aggregate(1.0, (a, s) => a * Math.Max(0, s))));
        if (Wrong(study.Find(FairnessKind.Utilitarian), sum) is { } a) return a;
        if (Wrong(study.Find(FairnessKind.Maximin), smallest) is { } b) return b;
        if (smallest > 1e-6 && Wrong(study.Find(FairnessKind.Nash), product) is { } c) return c;
        if (smallest > 1e-6 && Math.Abs(plans.Min(f => Parts(f).Sum(s => s <= 1e-9 ? double.PositiveInfinity : 1 / s)) - PartsOf(study, world, study.Find(FairnessKind.Alpha)!.Plan).Sum(s => 1 / s)) > 1e-3) return "Σ 1 ÷ σ is smaller elsewhere than where α = 2.";
        var fairest = plans.Where((_, i) => Same(sums[i], sum)).Max(f => Parts(f).Aggregate(1.0, (x, s) => x * Math.Max(0, s)));
        var shown = PartsOf(study, world, study.Find(FairnessKind.Utilitarian)!.Plan).Aggregate(1.0, (x, s) => x * Math.Max(0, s));
        return shown >= fairest - 1e-3 ? null : $"Of the plans with the largest sum one has the product {fairest}, the one shown {shown}.";
    });

    [Fact]
    public void Every_plan_shown_keeps_the_rules_and_no_regret_is_below_none() => Holds(60, (world, study) =>
    {
        foreach (var plan in study.Plans.Select(p => p.Plan).Concat(study.Trade is { } trade ? [trade.Before, trade.After] : []))
        {
            if (PlanChecker.Check(world.Portfolio, plan) is { Length: > 0 } wrong) return string.Join(' ', wrong);
            if (study.SharesOf(world.Portfolio, plan).Groups.Any(g => g.Regret < -1e-5)) return "A group has more than its best.";
        }

        if (GroupCheck.Doubt(world.Portfolio, world.Policy, study) is { } doubt) return doubt;
        return study.Plans.Select(p => study.PriceOfFairness(world.Portfolio, p.Plan)).All(p => p is null or > -1e-5) ? null : "A price of fairness is below none.";
    });

    /// <summary>Stopped in the middle of its work it knows less, but what it says holds: nobody has more than an own best, no sum is larger than the largest.</summary>
    [Fact]
    public void A_study_cut_short_has_no_regret_and_no_price_below_none_either() => SmallWorldLaw.Holds(100, 2_000, any =>
    {
        var world = WithGroups(any);
        var study = GroupSearch.Solve(world.Portfolio, world.Policy, new SolveLimits { Work = 30 }, TimeProvider.System, alpha: 0.5);
        if (!study.Found) return null;
        if (GroupCheck.Doubt(world.Portfolio, world.Policy, study) is { } doubt) return doubt;
        return study.Plans.SelectMany(p => PlanChecker.Check(world.Portfolio, p.Plan)).Select(v => v.ToString()).FirstOrDefault();
    });

    [Fact]
    public void A_trade_leaves_no_group_worse_off_nor_the_platform() => Holds(300, (world, study) =>
    {
        if (study.Trade is not { } trade) return null;
        var (before, after) = (study.SharesOf(world.Portfolio, trade.Before), study.SharesOf(world.Portfolio, trade.After));
        var worse = before.Groups.Zip(after.Groups).FirstOrDefault(x => x.Second.Value.Value < x.First.Value.Value - Near);
        if (worse.First is not null) return $"{worse.First} gets {worse.Second}.";
        if (trade.After.Value.Platform.Value < trade.Before.Value.Platform.Value - Near) return "The platform is worse off.";
        return trade.Proven && trade.Gain.Value > -Near ? null : $"It is not proven, or gains {trade.Gain}.";
    });

    [Fact]
    public void The_laws_are_not_empty_there_are_trades_that_gain_and_products_above_none()
    {
        var (trades, products, some) = (0, 0, 0);
        SmallWorldLaw.Holds(300, 300, any =>
        {
            var study = StudyOf(any).Item2;
            if (study.Trade is not null) some++;
            if (study.Trade is { Gain.Value: > 0.01 }) trades++;
            if (study.Find(FairnessKind.Nash) is { Score: > 0.01 }) products++;
            return null;
        });
        Assert.True(trades > 0 && products > 10, $"{some} looked for, {trades} trades, {products} products");
    }

    [Fact]
    public void What_is_bought_is_paid_for_in_full_by_those_it_serves() => Holds(60, (world, study) =>
    {
        double[] price = [4, 3, 5, 2, 6, 3];
        var left = new double[] { 2.5, 1, 4 };
        for (var i = 0; i < price.Length; i++)
        {
            double[] worth = [i, 6 - i, 1 + ((world.Portfolio.Initiatives.Count * i) % 4)];
            var rate = EqualShares.Rate(price[i], worth, left);
            var afford = Enumerable.Range(0, 3).Where(g => worth[g] > 0).Sum(g => left[g]) >= price[i] - 1e-9;
            if (afford != rate is not null) return $"{price[i]}: {rate}";
            if (rate is { } r && Math.Abs(worth.Zip(left, (w, b) => Math.Min(b, r * w)).Sum() - price[i]) > 1e-6) return $"At {r} not {price[i]} are paid.";
        }

        return study.Found ? null : "There is no plan.";
    });

    private static double[] PartsOf(GroupStudy study, SmallWorld world, Plan plan) =>
        [.. study.SharesOf(world.Portfolio, plan).Groups.Where(g => !study.Unserved.Contains(g.Group)).Select(g => g.Satisfaction).OfType<double>()];

    private static string? Wrong(FairPlan? plan, double best) =>
        plan is { Score: { } score, Proven: true } && Math.Abs(score - best) <= Near * Math.Max(1, Math.Abs(best)) ? null : $"{plan?.Kind}: {plan?.Score} up to {plan?.Bound}, but the best is {best}.";

    private static bool Same(double a, double b) => Math.Abs(a - b) <= 1e-5 * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    /// <summary>U_g by its definition.</summary>
    private static double Worth(SmallWorld world, OracleRules rules, Id<StakeholderGroup> group, int[] f)
    {
        var (portfolio, sum) = (world.Portfolio, 0.0);
        for (var i = 0; i < f.Length; i++)
        {
            if (!Oracle.IsPeriod(f[i])) continue;
            sum += rules.Flow(portfolio.CustomerWorth(portfolio.Initiatives[i])?.Value ?? 0, f[i], 1, 0) * PartOf(portfolio, portfolio.Initiatives[i], group);
        }

        foreach (var useCase in portfolio.UseCases.Where(u => u.Group == group))
        {
            if (rules.Available(useCase, f) is var a && Oracle.IsPeriod(a)) sum += rules.Flow(portfolio.Worth(useCase)?.Value ?? 0, a, useCase.Ramp ?? 1, 0);
        }

        return sum;
    }

    private static double PartOf(Portfolio portfolio, Initiative initiative, Id<StakeholderGroup> group)
    {
        if (!initiative.ValueTo.IsEmpty) return initiative.ValueTo.TryGetValue(group, out var part) ? part.Value : 0;
        var asking = portfolio.Requests.Where(r => r.Links.Contains(new Link.ToInitiative(initiative.Id))).Select(r => r.Group).Distinct().ToList();
        if (asking.Count > 0) return asking.Contains(group) ? 1.0 / asking.Count : 0;
        return initiative.Bucket is { } bucket && portfolio.Buckets[bucket].Owner == group ? 1 : 0;
    }

    /// <summary>The effort on what is not ordered.</summary>
    private static double Free(SmallWorld world, OracleRules rules, int[] f) => Enumerable.Range(0, f.Length)
        .Where(i => Oracle.IsPeriod(f[i]) && rules.OwnFinishes(i).Contains(OracleRules.Out)).Sum(i => rules.Effort[i].Sum());

    private static readonly ConditionalWeakTable<SmallWorld, Tuple<SmallWorld, GroupStudy>> Studies = [];

    private static void Holds(int everyday, Func<SmallWorld, GroupStudy, string?> law) => SmallWorldLaw.Holds(everyday, 2_000, any =>
    {
        var (world, study) = StudyOf(any);
        return study.Found ? law(world, study) : null;
    });

    private static Tuple<SmallWorld, GroupStudy> StudyOf(SmallWorld any) =>
        Studies.GetValue(any, w => Tuple.Create(WithGroups(w), GroupSearch.Solve(WithGroups(w).Portfolio, w.Policy, new SolveLimits { Seconds = 30 }, TimeProvider.System, alpha: 2)));

    /// <summary>The world with three groups that want its use cases in turn, and every way of attribution in play.</summary>
    private static SmallWorld WithGroups(SmallWorld world)
    {
        var portfolio = world.Portfolio;
        ImmutableSortedDictionary<Id<StakeholderGroup>, Share> Stated(int i) => i % 3 == 0
            ? ImmutableSortedDictionary<Id<StakeholderGroup>, Share>.Empty.Add(Three[i % 2], Share.Of(0.5)).Add(Three[2], Share.Of(0.25))
            : ImmutableSortedDictionary<Id<StakeholderGroup>, Share>.Empty;
        return world with
        {
            Portfolio = portfolio with
            {
                Groups = Catalog<StakeholderGroup>.Of(Three.Select(g => new StakeholderGroup(g, g.Value))),
                Buckets = Catalog<Bucket>.Of(portfolio.Buckets.Select((b, k) => b with { Owner = Three[k], Share = Share.Of(Math.Max(0.5, b.Min?.Value ?? 0)) })),
                UseCases = Catalog<UseCase>.Of(portfolio.UseCases.Select((u, k) => u with { Group = k < 3 ? Three[k] : null })),
                Initiatives = Catalog<Initiative>.Of(portfolio.Initiatives.Select((x, i) => x with { ValueTo = Stated(i) })),
                Requests = Catalog<Request>.Of(portfolio.Initiatives.Where((_, i) => i % 3 == 1).SelectMany((x, i) => Three.Take(1 + (i % 2)).Select(g =>
                    new Request(Id<Request>.Of($"{x.Id}-{g}"), "r") { Group = g, Links = [new Link.ToInitiative(x.Id)] }))),
            },
        };
    }
}
