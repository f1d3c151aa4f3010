using System.Diagnostics;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Engine.Valuing;
using static Dais.Engine.Tests.Valuing.UsageWorlds;

namespace Dais.Engine.Tests.Valuing;

public class CreditRangeLaws
{
    [Fact]
    public void A_seed_gives_the_same_ranges_whatever_the_order_of_the_file()
    {
        var golden = Golden();
        var reversed = golden with { Products = Catalog<Product>.Of(golden.Products.Reverse()), Capabilities = Catalog<Capability>.Of(golden.Capabilities.Reverse()) };
        Assert.Equal(CreditRange.Draw(Flow(golden), 1), CreditRange.Draw(Flow(reversed), 1));
        Assert.NotEqual(CreditRange.Draw(Flow(golden), 1), CreditRange.Draw(Flow(golden), 2));
    }

    [Fact]
    public void A_capability_that_nobody_uses_changes_no_range()
    {
        var golden = Golden();
        var more = golden with { Capabilities = Catalog<Capability>.Of([Capability("a-new-one", ("ledger", .5)), .. golden.Capabilities]) };
        var ranges = CreditRange.Draw(Flow(more), 1);
        foreach (var range in CreditRange.Draw(Flow(golden), 1)) Assert.Contains(range, ranges);
    }

    [Fact]
    public void The_ranges_of_the_golden_graph_are_the_same_on_every_machine()
    {
        var flow = Flow(Golden());
        Assert.Equal(
            [
                "checkout: 4.343 – 7.693",
                "ops-console: 0.352 – 0.883",
                "partner-api: 1.076 – 2.146",
                "subscriptions: 1.604 – 3.221",
                "data-platform: 0.386 – 0.811",
                "events: 2.564 – 4.983",
                "identity: 2.098 – 4.353",
                "ledger: 2.468 – 5.201",
                "runtime: 1.298 – 3.048",
            ],
            CreditRange.Draw(flow, 1).Select(r => $"{r.Thing.Id}: {r.P10.Value:0.000} – {r.P90.Value:0.000}"));
    }

    [Fact]
    public void Ranges_lie_within_what_is_at_stake() =>
        Worlds(loops: true, unknown: true).Sample(
            w =>
            {
                var flow = Flow(w.Portfolio());
                var ranges = CreditRange.Draw(flow, 3, draws: 50);
                Assert.Equal(flow.Things.Where(t => t.AtStake is not null && !flow.Orphans.Contains(t.Thing)).Select(t => t.Thing), ranges.Select(r => r.Thing));
                foreach (var range in ranges)
                {
                    var stake = flow.Find(range.Thing)!.AtStake!.Value.Value;
                    Assert.True(range.P10 <= range.P90);
                    Assert.True(range.P10.Value >= 0 && range.P90.Value <= (stake * (1 + 1e-9)) + 1e-12, $"{range}: {w}");
                }
            },
            iter: 30);

    [Fact]
    public void Every_draw_conserves_value() =>
        Worlds(loops: true).Sample(
            w =>
            {
                var flow = Flow(w.Portfolio());
                Assert.Equal(flow.EndValue.Value, CreditRange.Draw(flow, 5, draws: 1).Sum(r => r.P10.Value), 1e-9 * Math.Max(1, flow.EndValue.Value));
            },
            iter: 100);

    [Fact]
    public void One_share_has_the_quantiles_of_a_beta_distribution()
    {
        var flow = Flow(Portfolio([Product("p", 100, ("a", .3))], [Capability("a")]));
        var range = CreditRange.Draw(flow, 1, draws: 20_000).Single(r => r.Thing == TheCapability("a"));
        Assert.Equal(17.64, range.P10.Value, 0.6);   // Beta(6, 14): 0.1764 and 0.4339
        Assert.Equal(43.39, range.P90.Value, 0.6);
    }

    [Fact]
    public void An_assumed_row_is_less_sure_than_a_stated_one()
    {
        Assert.True(Width(null) > 1.5 * Width(.5));
        double Width(double? share)
        {
            var range = CreditRange.Draw(Flow(Portfolio([Product("p", 100, ("a", share))], [Capability("a")])), 1)[0];
            return (range.P90 - range.P10).Value;
        }
    }

    [Fact]
    public void What_is_certain_has_no_width()
    {
        var flow = Flow(Portfolio([Product("p", 10, ("a", 1), ("b", 0))], [Capability("a"), Capability("b")]));
        var ranges = CreditRange.Draw(flow, 1).ToDictionary(r => r.Thing.Id);
        Assert.Equal((Money.Of(10), Money.Of(10)), (ranges["a"].P10, ranges["a"].P90));
        Assert.Equal((Money.Zero, Money.Zero), (ranges["b"].P10, ranges["b"].P90));
        Assert.Equal((Money.Zero, Money.Zero), (ranges["p"].P10, ranges["p"].P90));
    }

    [Fact]
    public void A_loop_that_hardly_leaks_is_drawn_without_harm()
    {
        var flow = Flow(Portfolio([Product("p", 7, ("a", 1))], [Capability("a", ("b", 1)), Capability("b", ("a", 1 - 1e-9))]));
        Assert.Equal(7, CreditRange.Draw(flow, 1).Single(r => r.Thing == TheCapability("b")).P10.Value, 9);
    }

    [Fact]
    public void No_draws_and_no_concentration_are_refused()
    {
        var flow = Flow(Golden());
        Assert.Throws<ArgumentOutOfRangeException>(() => CreditRange.Draw(flow, 1, draws: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CreditRange.Draw(flow, 1, concentration: new Concentration(0, 5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => CreditRange.Draw(flow, 1, concentration: new Concentration(20, double.NaN)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Many_draws_of_many_things_are_no_trouble(bool loops)
    {
        var flow = Flow(ValueFlowEdgeCases.Large(200, 5, loops));
        var clock = Stopwatch.StartNew();
        CreditRange.Draw(flow, 1, draws: 50);   // unoptimised, and perhaps on a busy machine
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), clock.Elapsed.ToString());
    }
}
