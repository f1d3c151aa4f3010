using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Groups;

/// <summary>The golden numbers of M-04 c: three units, six items, 10 ew.</summary>
public sealed class GoldenGroups
{
    private static readonly string[] Two = ["a", "b"];

    private static readonly double[][] Utility = [[9, 2, 4, 0, 6, 1], [1, 6, 5, 1, 6, 0], [0, 1, 4, 4, 5, 6]];

    private static readonly Portfolio Three = Of();

    private static readonly GroupStudy Study = GroupSearch.Solve(Three, new Policy { Timing = Timing.Once }, new SolveLimits(), TimeProvider.System);

    [Fact]
    public void Each_units_own_best_is_15_12_and_14() => Assert.Equal([15, 12, 14], Study.Own.Select(o => Math.Round(o.All.Value.Value, 9)));

    [Fact]
    public void Items_1_and_5_have_the_sum_27_and_regrets_of_none_42_and_64_per_cent()
    {
        var shares = Study.SharesOf(Three, PlanOf("i1", "i5"));
        Assert.Equal(27, shares.Sum.Value, 9);
        Assert.Equal([0, 0.42, 0.64], shares.Groups.Select(g => Math.Round(g.Regret!.Value, 2)));
    }

    [Fact]
    public void Of_the_plans_with_that_sum_the_fairest_is_2_3_4()
    {
        var plan = Study.Find(FairnessKind.Utilitarian)!;
        Assert.True(plan.Proven);
        Assert.Equal(27, plan.Score!.Value, 6);
        Assert.Equal(["i2", "i3", "i4"], A.Chosen(plan.Plan));
        Assert.Equal(0, Study.PriceOfFairness(Three, plan.Plan)!.Value, 9);
    }

    [Fact]
    public void The_smallest_largest_regret_is_that_of_1_2_6_which_costs_3_7_per_cent()
    {
        var plan = Study.Find(FairnessKind.Maximin)!;
        Assert.True(plan.Proven);
        Assert.Equal(["i1", "i2", "i6"], A.Chosen(plan.Plan));
        Assert.Equal([0.2, 0.42, 0.5], Study.SharesOf(Three, plan.Plan).Groups.Select(g => Math.Round(g.Regret!.Value, 2)));
        Assert.Equal(26, Study.SharesOf(Three, plan.Plan).Sum.Value, 9);
        Assert.Equal(0.037, Study.PriceOfFairness(Three, plan.Plan)!.Value, 3);
    }

    /// <summary>By hand over all sets within 10 ew: {2,3,4} has 6/15 · 12/12 · 9/14 = .257, {1,2,6} 12/15 · 7/12 · 7/14 = .233.</summary>
    [Fact]
    public void The_largest_product_is_the_one_that_trying_every_set_finds()
    {
        double[] costs = [4, 3, 5, 2, 6, 3];
        var best = Enumerable.Range(0, 64).Select(m => Enumerable.Range(0, 6).Where(i => (m >> i & 1) == 1).ToList()).Where(s => s.Sum(i => costs[i]) <= 10)
            .Max(s => Utility.Zip([15.0, 12, 14], (u, own) => s.Sum(i => u[i]) / own).Aggregate(1.0, (a, b) => a * b));
        var plan = Study.Find(FairnessKind.Nash)!;
        Assert.True(plan.Proven);
        Assert.Equal(best, plan.Score!.Value, 6);
    }

    /// <summary>By hand over all sets within 10 ew: α = 2 makes Σ 1 ÷ σ smallest.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void The_fairest_by_an_alpha_is_the_one_that_trying_every_set_finds(double alpha)
    {
        double[] costs = [4, 3, 5, 2, 6, 3];
        double[] own = [15, 12, 14];
        double Worth(double[] u) => alpha switch
        {
            1 => u.Select((x, g) => Math.Log(x / own[g])).Sum(),
            < 1 => u.Sum(x => Math.Pow(x, 1 - alpha)),
            _ => u.Select((x, g) => -Math.Pow(x / own[g], 1 - alpha)).Sum(),
        };
        var best = Enumerable.Range(0, 64).Select(m => Enumerable.Range(0, 6).Where(i => (m >> i & 1) == 1).ToList()).Where(s => s.Sum(i => costs[i]) <= 10)
            .Max(s => Worth([.. Utility.Select(u => s.Sum(i => u[i]))]));
        var study = GroupSearch.Solve(Three, new Policy { Timing = Timing.Once }, new SolveLimits(), TimeProvider.System, alpha);
        var plan = study.Find(FairnessKind.Alpha)!;
        Assert.True(plan.Proven, $"{plan.Score} {plan.Bound}");
        Assert.Equal(best, Worth([.. study.SharesOf(Three, plan.Plan).Groups.Select(g => g.Value.Value)]), 6);
        Assert.Equal(plan.Score!.Value, study.ScoreOf(Three, plan)!.Value, 6);
    }

    /// <summary>n = 2: 1 − (2√2 − 1) ÷ 2 and 1 − 8 ÷ 9; n = 3: 1 − (2√3 − 1) ÷ 3 and 1 − 12 ÷ 16.</summary>
    [Theory]
    [InlineData(2, 0.0858, 0.1111)]
    [InlineData(3, 0.1786, 0.25)]
    public void Where_own_bests_are_the_same_the_price_of_fairness_has_a_bound(int groups, double nash, double maximin)
    {
        OwnBest Own(int g, double best) => new(Id<StakeholderGroup>.Of("g" + g), new(Money.Of(best), Money.Of(best)), Share.Of(0.5), true, null);
        var same = new GroupStudy(new Plan { Status = PlanStatus.Optimal, Policy = new() }, [.. Enumerable.Range(0, groups).Select(g => Own(g, 10))], []);
        Assert.Equal((nash, maximin), (Math.Round(same.PriceBound(FairnessKind.Nash)!.Value, 4), Math.Round(same.PriceBound(FairnessKind.Maximin)!.Value, 4)));
        Assert.Null(same.PriceBound(FairnessKind.EqualShares));
        Assert.Null((same with { Own = [.. same.Own, Own(9, 12)] }).PriceBound(FairnessKind.Nash));
    }

    /// <summary>
    /// By hand: each unit has 3.33 ew. ρ is 4.26 for item 2 (3 ÷ .705), 4.77 for 5, 5.16 for 3, 5.42 for 4: item 2 is bought,
    /// and 2.77, 1.20 and 3.03 ew are left. Item 1 is beyond reach then, 4 is next (5.42), then 3 (10.37), and all is spent.
    /// </summary>
    [Fact]
    public void Equal_shares_buy_items_2_4_and_3()
    {
        var plan = Study.Find(FairnessKind.EqualShares)!;
        Assert.Equal(["i2", "i3", "i4"], A.Chosen(plan.Plan));
        Assert.Null(plan.Score);
    }

    /// <summary>Two quarters of 10 ew, split 50 : 50 in each: "late" (10 ew, 80 a year from its finish on) could be done at once if "b" waited, and "b" loses nothing by that.</summary>
    [Fact]
    public void A_trade_lets_one_unit_go_first_and_nobody_is_worse_off()
    {
        static Initiative Item(string id, double ew, double worth, string bucket, int? earliest = null) => A.Initiative(id, ew, worth) with
        {
            Bucket = Id<Bucket>.Of(bucket), Earliest = earliest is { } e ? new Period(e) : null,
        };
        var portfolio = A.Portfolio(periods: 2) with
        {
            Teams = A.Teams(("t", 10)),
            Groups = Catalog<StakeholderGroup>.Of(Two.Select(g => new StakeholderGroup(Id<StakeholderGroup>.Of(g), g))),
            Buckets = Catalog<Bucket>.Of(Two.Select(b => new Bucket(Id<Bucket>.Of(b), b, Id<StakeholderGroup>.Of(b), Share.Of(0.5)))),
            Initiatives = A.Initiatives(Item("urgent", 10, 80, "a"), Item("dated", 10, 20, "b", earliest: 1)),
        };
        var study = GroupSearch.Solve(portfolio, new Policy(), new SolveLimits(), TimeProvider.System);
        var trade = study.Trade!;
        Assert.True(trade.Proven);
        Assert.Equal((new Period(1), new Period(0)), (trade.Before.Find(A.Id("urgent"))!.Finish, trade.After.Find(A.Id("urgent"))!.Finish));
        Assert.Equal(20, trade.Gain.Value, 6);   // one quarter more of 80 a year
        var side = Assert.Single(trade.Sides(portfolio));
        var shift = Assert.Single(side.Shifts);
        Assert.Equal(("a", 0.0, 1.0), (side.Bucket.Value, shift.Before, shift.After));
        Assert.Equal(("urgent", 1), (Assert.Single(side.Sooner).Id.Value, side.Sooner[0].Quarters));
        Assert.Null(side.Yields);
    }

    private static Plan PlanOf(params string[] chosen) =>
        A.Plan(Three, new Policy { Timing = Timing.Once, Bans = [.. Three.Initiatives.Select(i => i.Id).Where(i => !chosen.Contains(i.Value))] });

    private static Portfolio Of()
    {
        double[] costs = [4, 3, 5, 2, 6, 3];
        return A.Portfolio() with
        {
            Teams = A.Teams(("t", 10)),
            Groups = Catalog<StakeholderGroup>.Of(Enumerable.Range(1, 3).Select(g => new StakeholderGroup(Id<StakeholderGroup>.Of("bu" + g), "BU-" + g))),
            Initiatives = A.Initiatives([.. costs.Select((cost, i) => A.Initiative("i" + (i + 1), cost, Utility.Sum(u => u[i])) with
            {
                ValueTo = Enumerable.Range(0, 3).ToImmutableSortedDictionary(g => Id<StakeholderGroup>.Of("bu" + (g + 1)), g => Share.Of(Utility[g][i] / Utility.Sum(u => u[i]))),
            })]),
        };
    }
}
