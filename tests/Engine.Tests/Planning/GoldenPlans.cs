using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

/// <summary>The golden numbers of M-04 and M-06 that a single plan shows.</summary>
public sealed class GoldenPlans
{
    private static readonly Policy Once = new() { Timing = Timing.Once };

    /// <summary>M-04 a, b: eight initiatives on 40 ew.</summary>
    internal static Portfolio Eight => A.Portfolio() with
    {
        Teams = A.Teams(("t", 40)),
        Initiatives = A.Initiatives(
            A.Initiative("sso", 8, 18, 2),
            A.Initiative("export", 6, 10, 0),
            A.Initiative("ai", 10, 16, 1),
            A.Initiative("webhooks", 8, 12, 4),
            A.Initiative("ledger", 14, 10, 16),
            A.Initiative("event-bus", 10, 6, 14),
            A.Initiative("isolation", 12, 5, 12),
            A.Initiative("runtime", 8, 1, 10)),
    };

    [Fact]
    public void The_customers_ideal_is_SSO_export_AI_webhooks_and_runtime_worth_57_and_17()
    {
        var plan = A.Plan(Eight, Once with { Lens = Lens.Customer });
        Assert.Equal(PlanStatus.Optimal, plan.Status);
        Assert.Equal(["ai", "export", "runtime", "sso", "webhooks"], A.Chosen(plan));
        Assert.Equal((57.0, 17.0), (plan.Value.Customer.Value, plan.Value.Platform.Value));
    }

    [Fact]
    public void The_platforms_ideal_is_webhooks_ledger_event_bus_and_runtime_worth_29_and_44()
    {
        var plan = A.Plan(Eight, Once with { Lens = Lens.Platform });
        Assert.Equal(["event-bus", "ledger", "runtime", "webhooks"], A.Chosen(plan));
        Assert.Equal((29.0, 44.0), (plan.Value.Customer.Value, plan.Value.Platform.Value));
    }

    [Fact]
    public void Each_ideal_loses_49_1_and_61_4_per_cent_in_the_others_eyes()
    {
        var (c, p) = (A.Plan(Eight, Once with { Lens = Lens.Customer }), A.Plan(Eight, Once with { Lens = Lens.Platform }));
        Assert.Equal(0.491, 1 - (p.Value.Customer.Value / c.Value.Customer.Value), 3);
        Assert.Equal(0.614, 1 - (c.Value.Platform.Value / p.Value.Platform.Value), 3);
    }

    /// <summary>M-04 c and M-06 d: three units, six items, 10 ew.</summary>
    [Theory]
    [InlineData(9, 2, 4, 0, 6, 1, 15)]
    [InlineData(1, 6, 5, 1, 6, 0, 12)]
    [InlineData(0, 1, 4, 4, 5, 6, 14)]
    [InlineData(10, 9, 13, 5, 17, 7, 27)]
    public void Each_units_own_best_and_the_best_in_sum_are_15_12_14_and_27(double a, double b, double c, double d, double e, double f, double best)
    {
        double[] costs = [4, 3, 5, 2, 6, 3];
        double[] worth = [a, b, c, d, e, f];
        var portfolio = A.Portfolio() with
        {
            Teams = A.Teams(("t", 10)),
            Initiatives = A.Initiatives([.. costs.Select((cost, i) => A.Initiative("i" + (i + 1), cost, worth[i]))]),
        };
        Assert.Equal(best, A.Plan(portfolio, Once).Objective.Value, 6);
    }

    /// <summary>Value that flows: v/4 · Σ min(1, (s−a)/ramp) · (1+r)^(−s/4), by hand for two periods and a tail of four.</summary>
    [Fact]
    public void Value_flows_from_the_period_after_the_finish_discounted_to_the_end_of_the_tail()
    {
        var portfolio = A.Portfolio(periods: 2, rate: 0.10) with { Teams = A.Teams(("t", 1)), Initiatives = A.Initiatives(A.Initiative("i", 1, 40)) };
        var plan = A.Plan(portfolio);
        var expected = Enumerable.Range(1, 5).Sum(s => 10 * Math.Pow(1.1, -s / 4.0));
        var tail = Enumerable.Range(2, 4).Sum(s => 10 * Math.Pow(1.1, -s / 4.0));
        Assert.Equal(expected, plan.Objective.Value, 9);
        Assert.Equal(tail / expected, plan.TailShare!.Value.Value, 9);
        Assert.Equal(new Period(0), Assert.Single(plan.Initiatives).Finish);
    }
}
