using System.Diagnostics;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Engine.Valuing;
using static Dais.Engine.Tests.Valuing.UsageWorlds;

namespace Dais.Engine.Tests.Valuing;

public class ValueFlowEdgeCases
{
    [Fact]
    public void Nothing_is_worth_nothing()
    {
        var flow = Flow(Portfolio([], []));
        Assert.Empty(flow.Things);
        Assert.Equal(Money.Zero, flow.EndValue);
        Assert.Empty(MethodComparison.Of(flow).Things);
        Assert.Null(MethodComparison.Of(flow).Agreements[0].TauB);
        Assert.Empty(CreditRange.Draw(flow, 1));
    }

    [Fact]
    public void A_thing_that_uses_nothing_keeps_all_that_it_receives()
    {
        var flow = Flow(Portfolio([Product("p", 10, ("a", .4)), Product("q", 5)], [Capability("a")]));
        Assert.Equal(Money.Of(4), flow.Of("a").Credited);
        Assert.Equal(Money.Of(5), flow.Find(TheProduct("q"))!.Credited);
    }

    [Fact]
    public void What_is_not_stated_is_split_equally_between_the_thing_and_its_uses_without_a_share()
    {
        var flow = Flow(Portfolio([Product("p", 12, ("a", null), ("b", null)), Product("q", 10, ("a", .4), ("b", null))], [Capability("a"), Capability("b")]));
        Assert.Equal(4 + 4, flow.Of("a").Credited!.Value.Value, 12);
        Assert.Equal(4 + 3, flow.Of("b").Credited!.Value.Value, 12);
        Assert.Equal(4 + 3, flow.Things.Where(t => t.Thing.Kind == ThingKind.Product).Sum(t => t.Credited!.Value.Value), 12);
        Assert.Equal(
            ["Product p uses Capability a 33.3 %", "Product p uses Capability b 33.3 %", "Product q uses Capability b 30 %"],
            flow.Assumed.Select(a => $"{a.User} uses {a.Used} {a.Share}"));
    }

    [Fact]
    public void Where_all_is_stated_away_nothing_is_left_to_assume()
    {
        var flow = Flow(Portfolio([Product("p", 10, ("a", 1), ("b", null))], [Capability("a"), Capability("b")]));
        Assert.Equal(Money.Of(10), flow.Of("a").Credited);
        Assert.Equal(Money.Zero, flow.Of("b").Credited);
        Assert.Equal(Share.None, Assert.Single(flow.Assumed).Share);
        Assert.Equal(Money.Of(10), flow.Of("b").AtStake);   // used, and so needed, though not credited
        Assert.Empty(flow.Orphans);
    }

    [Fact]
    public void Shares_above_the_whole_are_refused_with_their_sum()
    {
        var valuation = ValueFlow.Of(Portfolio([Product("p", 10, ("a", .6), ("b", .5))], [Capability("a"), Capability("b")]));
        Assert.Null(valuation.Flow);
        Assert.Equal(
            "products[0].uses: \"p\" gives away 110 % of its value: \"a\" 60 %, \"b\" 50 %. The shares of one thing add up to at most 100 %. "
            + "Maybe the shares were meant relative to each other: divide each by their sum, and leave the thing a part of its own. (" + Rule.UsageSum + ")",
            Assert.Single(valuation.Findings).ToString());
    }

    [Fact]
    public void Shares_that_add_up_to_the_whole_but_for_rounding_are_the_whole()
    {
        var tenths = Enumerable.Range(0, 10).Select(i => ($"c{i}", (double?).1)).ToArray();
        var thirds = new[] { ("c0", (double?)0.333333333333334), ("c1", 0.333333333333334), ("c2", 0.333333333333334) };
        var flow = Flow(Portfolio([Product("p", 10, tenths), Product("q", 9, thirds)], Enumerable.Range(0, 10).Select(i => Capability($"c{i}"))));
        Assert.Equal(19, flow.Things.Sum(t => t.Credited!.Value.Value), 9);
        Assert.Equal(Money.Zero, flow.Find(TheProduct("p"))!.Credited);
    }

    [Fact]
    public void A_loop_that_leaks_is_followed_to_its_end()
    {
        var flow = Flow(Portfolio([Product("p", 8, ("a", .5))], [Capability("a", ("b", .5)), Capability("b", ("a", .5))]));
        Assert.Equal(16.0 / 3, flow.Of("a").Gross!.Value.Value, 12);   // 4 · 1/(1 − ¼)
        Assert.Equal(8.0 / 3, flow.Of("b").Gross!.Value.Value, 12);
        Assert.Equal(8, flow.Things.Sum(t => t.Credited!.Value.Value), 12);
    }

    [Fact]
    public void A_loop_that_hardly_leaks_loses_nothing()
    {
        var flow = Flow(Portfolio([Product("p", 7, ("a", 1))], [Capability("a", ("b", 1)), Capability("b", ("c", 1)), Capability("c", ("a", 1 - 1e-11))]));
        Assert.Equal(7, flow.Things.Sum(t => t.Credited!.Value.Value), 9);
        Assert.Equal(7, flow.Of("c").Credited!.Value.Value, 9);
    }

    [Fact]
    public void A_thing_that_uses_itself_is_a_loop_of_one()
    {
        var flow = Flow(Portfolio([Product("p", 8, ("a", .5))], [Capability("a", ("a", .5))]));
        Assert.Equal(8, flow.Of("a").Gross!.Value.Value, 12);
        Assert.Equal(4, flow.Of("a").Credited!.Value.Value, 12);
    }

    [Fact]
    public void A_loop_that_keeps_nothing_is_refused_and_shown()
    {
        var valuation = ValueFlow.Of(Portfolio(
            [Product("p", 10, ("ledger", .3))],
            [Capability("ledger", ("events", 1)), Capability("events", ("identity", .5), ("ledger", .5)), Capability("identity", ("events", 1)), Capability("free")]));
        Assert.Null(valuation.Flow);
        Assert.Equal(
            "capabilities[1].uses: The loop \"events\" → \"identity\" → \"events\" (with 1 more) passes on all the value that it receives and keeps "
            + "nothing, so value would go round in it for ever. Maybe one of the shares is too large: a thing keeps 1 − the sum of its shares, and one of these has to "
            + "keep something. (" + Rule.CapabilityCycle + ")",
            Assert.Single(valuation.Findings).ToString());
    }

    [Fact]
    public void A_loop_of_assumed_shares_always_leaks() =>
        Assert.NotNull(ValueFlow.Of(Portfolio([Product("p", 10, ("a", null))], [Capability("a", ("b", null)), Capability("b", ("a", null))])).Flow);

    [Fact]
    public void A_loop_that_gives_to_the_outside_leaks()
    {
        var flow = Flow(Portfolio([Product("p", 10, ("a", 1))], [Capability("a", ("b", 1)), Capability("b", ("a", .5), ("out", .5)), Capability("out")]));
        Assert.Equal(10, flow.Of("out").Credited!.Value.Value, 12);
        Assert.Equal(Money.Zero, flow.Of("a").Credited);
    }

    [Fact]
    public void Capabilities_that_no_product_reaches_are_orphans_worth_nothing()
    {
        var flow = Flow(Portfolio([Product("p", 10, ("a", .5))], [Capability("a"), Capability("b", ("c", .5)), Capability("c")]));
        Assert.Equal([TheCapability("b"), TheCapability("c")], flow.Orphans);
        Assert.Equal(Money.Zero, flow.Of("b").Credited);
        Assert.Equal(Money.Zero, flow.Of("c").AtStake);
    }

    [Fact]
    public void A_product_of_unknown_value_is_listed_and_its_capabilities_are_unknown_where_nothing_else_reaches_them()
    {
        var flow = Flow(Portfolio([Product("p", 10, ("a", .5)), Product("q", null, ("a", .5), ("b", .5))], [Capability("a"), Capability("b")]));
        Assert.Equal([TheProduct("q")], flow.ValueUnknown);
        Assert.Null(flow.Find(TheProduct("q"))!.Credited);
        Assert.Equal((Money.Of(5), false), (flow.Of("a").Credited!.Value, flow.Of("a").Complete));
        Assert.Equal((null, null, null, null), (flow.Of("b").Credited, flow.Of("b").Gross, flow.Of("b").Shapley, flow.Of("b").AtStake));
        Assert.Empty(flow.Orphans);
        Assert.Equal(["a"], MethodComparison.Of(flow).Things.Select(t => t.Thing.Id));
    }

    [Fact]
    public void A_value_of_zero_is_known()
    {
        var flow = Flow(Portfolio([Product("p", 0, ("a", .5))], [Capability("a")]));
        Assert.Empty(flow.ValueUnknown);
        Assert.Equal(Money.Zero, flow.Of("a").Credited);
    }

    [Fact]
    public void An_amount_without_a_rate_is_unknown_and_not_read_as_the_base_currency()
    {
        var product = Product("p", null, ("a", .5)) with { Value = new EndValue(Growth: new Amount(480, "EUR")) };
        var flow = Flow(Portfolio([product], [Capability("a")]));
        Assert.Equal([TheProduct("p")], flow.ValueUnknown);
        Assert.Empty(flow.ValuePartlyUnknown);
        Assert.Null(flow.Of("a").Credited);
    }

    [Fact]
    public void Where_only_a_part_of_a_value_is_known_it_counts_and_is_said_to_be_a_part()
    {
        var product = Product("p", null, ("a", .5)) with { Value = new EndValue(new Amount(480, "EUR"), new Amount(10)) };
        var flow = Flow(Portfolio([product], [Capability("a")]));
        Assert.Equal([TheProduct("p")], flow.ValuePartlyUnknown);
        Assert.Empty(flow.ValueUnknown);
        Assert.Equal((Money.Of(5), false), (flow.Of("a").Credited!.Value, flow.Of("a").Complete));
    }

    [Fact]
    public void An_amount_with_a_rate_counts_in_the_base_currency()
    {
        var product = Product("p", null) with { Value = new EndValue(new Amount(100, "EUR"), new Amount(2), new Amount(-1)) };
        var portfolio = new Portfolio(Base with { Rates = [new ExchangeRate("EUR", 1.08, null)] }) { Products = Catalog<Product>.Of([product]) };
        Assert.Equal(109, Flow(portfolio).EndValue.Value, 12);
    }

    [Fact]
    public void A_use_of_what_is_not_there_is_refused()
    {
        var valuation = ValueFlow.Of(Portfolio([Product("p", 10, ("a", .5), ("b", .1))], [Capability("a")]));
        Assert.Null(valuation.Flow);
        Assert.StartsWith("products[0].uses[1].capability: \"p\" uses \"b\", and there is no capability of that id. Maybe", Assert.Single(valuation.Findings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_stands_twice_is_refused()
    {
        var valuation = ValueFlow.Of(Portfolio([Product("p", 10)], [Capability("a"), Capability("b"), Capability("a")]));
        Assert.Null(valuation.Flow);
        Assert.StartsWith("capabilities[2].id: The id \"a\" stands twice: here and in capabilities[0].", Assert.Single(valuation.Findings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_use_named_twice_is_one_use_of_both_shares()
    {
        var valuation = ValueFlow.Of(Portfolio([Product("p", 10, ("a", .25), ("a", .25), ("a", null))], [Capability("a")]));
        Assert.Equal(Money.Of(5), valuation.Flow!.Of("a").Credited);
        Assert.All(valuation.Findings, f => Assert.Equal(Severity.Warning, f.Severity));
    }

    [Fact]
    public void A_product_and_a_capability_may_have_the_same_id()
    {
        var flow = Flow(Portfolio([Product("search", 10, ("search", .5))], [Capability("search")]));
        Assert.Equal(Money.Of(5), flow.Of("search").Credited);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_thousand_things_with_five_uses_each_are_valued_at_once(bool loops)
    {
        var portfolio = Large(2000, 5, loops);
        Flow(Large(200, 5, loops));   // so that the compiler is not what is measured
        var clock = Stopwatch.StartNew();
        var flow = Flow(portfolio);   // 0.05 s when optimised and alone
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), clock.Elapsed.ToString());
        Assert.Equal(1, flow.Things.Sum(t => t.Credited!.Value.Value) / flow.EndValue.Value, 9);
    }

    [Fact]
    public void A_chain_of_twenty_thousand_is_no_trouble()
    {
        var chain = Enumerable.Range(0, 20_000).Select(i => i == 19_999 ? Capability($"c{i:00000}") : Capability($"c{i:00000}", ($"c{i + 1:00000}", .9999)));
        var flow = Flow(Portfolio([Product("p", 10, ("c00000", .5))], chain));
        Assert.Equal(10, flow.Things.Sum(t => t.Credited!.Value.Value), 8);
        Assert.Equal(20_001, Assert.Single(PathSearch.To(flow, flow.Graph.Count - 1, 3).Paths).Steps.Length);
    }

    internal static Portfolio Large(int count, int uses, bool loops)
    {
        var chance = Chance.From(7);
        var products = count / 10;
        var capabilities = count - products;
        return Portfolio(
            Enumerable.Range(0, products).Select(i => Product($"p{i}", i + 1, Row(0, i))),
            Enumerable.Range(0, capabilities).Select(i => Capability($"c{i}", Row(loops ? 0 : i + 1, i))));

        (string, double?)[] Row(int from, int self) =>
        [
            .. Enumerable.Range(0, uses).Select(_ => from + (int)(chance.Unit() * (capabilities - from))).Where(t => t < capabilities).Distinct().Select(t => ($"c{t}", (double?)(0.95 / uses))),
        ];
    }
}
