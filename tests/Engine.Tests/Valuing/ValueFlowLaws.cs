using System.Collections.Immutable;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Engine.Valuing;
using static Dais.Engine.Tests.Valuing.UsageWorlds;

namespace Dais.Engine.Tests.Valuing;

public class ValueFlowLaws
{
    [Fact]
    public void Credit_adds_up_to_the_end_value() =>
        Worlds(loops: true, negative: true).Sample(w =>
        {
            var flow = Flow(w.Portfolio());
            Close(w.Values.Sum(v => v!.Value), flow.Things.Sum(t => t.Credited!.Value.Value), w);
            Close(w.Values.Sum(v => v!.Value), flow.EndValue.Value, w);
        });

    [Fact]
    public void Shapley_credit_adds_up_to_the_end_value() =>
        Worlds(loops: true, negative: true).Sample(w => Close(w.Values.Sum(v => v!.Value), Flow(w.Portfolio()).Things.Sum(t => t.Shapley!.Value.Value), w));

    [Fact]
    public void Weighted_Shapley_credit_adds_up_to_the_end_value_and_equal_weights_are_the_plain_one() =>
        Worlds(loops: true).Sample(w =>
        {
            var flow = Flow(w.Portfolio());
            var equal = flow.WeightedShapley(flow.Things.ToDictionary(t => t.Thing, _ => 3.0));
            var uneven = flow.WeightedShapley(flow.Things.ToDictionary(t => t.Thing, t => 1.0 + w.At(t.Thing)));
            foreach (var thing in flow.Things.Where(t => equal.ContainsKey(t.Thing))) Close(thing.Shapley!.Value.Value, equal[thing.Thing].Value, w);
            Close(flow.EndValue.Value, uneven.Values.Sum(m => m.Value), w);
        });

    [Fact]
    public void Gross_flow_is_the_sum_over_all_ways() =>
        Worlds(loops: true, negative: true).Sample(w =>
        {
            var series = NeumannSeries(w);
            foreach (var thing in Flow(w.Portfolio()).Things) Close(series[w.At(thing.Thing)], thing.Gross!.Value.Value, w, 1e-7);
        });

    [Fact]
    public void Without_negative_values_credit_is_at_most_the_flow_and_at_most_what_is_at_stake() =>
        Worlds(loops: true).Sample(w =>
        {
            foreach (var thing in Flow(w.Portfolio()).Things)
            {
                Assert.True(thing.Credited!.Value.Value <= thing.Gross!.Value.Value, $"{thing}: {w}");
                Assert.True(thing.Credited.Value.Value <= thing.AtStake!.Value.Value * (1 + 1e-12), $"{thing}: {w}");
                Assert.True(thing.Shapley!.Value.Value <= thing.AtStake.Value.Value * (1 + 1e-12), $"{thing}: {w}");
            }
        });

    [Fact]
    public void Without_loops_the_flow_is_at_most_what_is_at_stake() =>
        Worlds(loops: false).Sample(w =>
        {
            foreach (var thing in Flow(w.Portfolio()).Things) Assert.True(thing.Gross!.Value.Value <= thing.AtStake!.Value.Value * (1 + 1e-12), $"{thing}: {w}");
        });

    [Fact]
    public void In_a_loop_the_flow_may_exceed_what_is_at_stake()
    {
        var flow = Flow(Portfolio([Product("p", 10, ("a", 1))], [Capability("a", ("b", .9)), Capability("b", ("a", .9))]));
        Assert.True(flow.Of("a").Gross > flow.Of("a").AtStake);
    }

    [Fact]
    public void Sorting_a_file_otherwise_changes_no_bit() =>
        (from w in Worlds(loops: true, unknown: true) from seed in Gen.Int select (w, seed)).Sample(t =>
        {
            var portfolio = t.w.Portfolio();
            Assert.Equal(Flow(portfolio).Things, Flow(Shuffled(portfolio, t.seed)).Things);
        });

    [Fact]
    public void Other_names_change_nothing() =>
        Worlds(loops: true, unknown: true).Sample(w =>
        {
            var before = Flow(w.Portfolio());
            var after = Flow(Renamed(w.Portfolio()));
            foreach (var thing in before.Things)
            {
                var same = after.Find(New(thing.Thing))!;
                Assert.Equal(thing.Complete, same.Complete);
                Same(thing.Credited, same.Credited, w);
                Same(thing.Gross, same.Gross, w);
                Same(thing.Shapley, same.Shapley, w);
                Same(thing.AtStake, same.AtStake, w);
            }
        });

    [Fact]
    public void A_capability_that_nobody_uses_changes_nothing() =>
        Worlds(loops: true, unknown: true).Sample(w =>
        {
            var portfolio = w.Portfolio();
            var more = portfolio with { Capabilities = Catalog<Capability>.Of([Capability("a-new-one", ("c0", .5)), .. portfolio.Capabilities]) };
            var (before, after) = (Flow(portfolio), Flow(more));
            foreach (var thing in before.Things) Assert.Equal(thing, after.Find(thing.Thing));
            Assert.Equal(Money.Zero, after.Of("a-new-one").Credited);
            Assert.Contains(TheCapability("a-new-one"), after.Orphans);
            Assert.Equal(
                MethodComparison.Of(before).Agreements.Select(a => a.TauB),
                MethodComparison.Of(after).Agreements.Select(a => a.TauB));
        });

    [Fact]
    public void Twice_the_value_is_twice_the_credit() =>
        Worlds(loops: true).Sample(w =>
        {
            var twice = Flow((w with { Values = [.. w.Values.Select(v => 2 * v)] }).Portfolio());
            foreach (var thing in Flow(w.Portfolio()).Things) Close(2 * thing.Credited!.Value.Value, twice.Find(thing.Thing)!.Credited!.Value.Value, w);
        });

    [Fact]
    public void An_unknown_end_value_is_in_no_sum_and_makes_nothing_zero() =>
        Worlds(loops: true, unknown: true).Sample(w =>
        {
            var flow = Flow(w.Portfolio());
            Close(w.Values.Sum(v => v ?? 0), flow.Things.Sum(t => t.Credited?.Value ?? 0), w);
            Assert.Equal(w.Values.Count(v => v is null), flow.ValueUnknown.Length);
            foreach (var thing in flow.Things)
            {
                Assert.Equal(thing.Credited is null, thing.AtStake is null);
                if (thing.Credited is null) Assert.False(thing.Complete);
            }
        });

    [Fact]
    public void The_closed_form_is_the_Shapley_value_of_the_unanimity_games() =>
        (from w in Worlds(loops: true, negative: true) where w.Uses.Length <= 7 select w).Sample(
            w =>
            {
                var brute = ShapleyByPermutations(w);
                foreach (var thing in Flow(w.Portfolio()).Things) Close(brute[w.At(thing.Thing)], thing.Shapley!.Value.Value, w, 1e-9);
            },
            iter: 30);

    private static void Same(Money? expected, Money? actual, UsageWorld world)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is not null) Close(expected.Value.Value, actual!.Value.Value, world);
    }

    private static void Close(double expected, double actual, UsageWorld world, double tolerance = 1e-9) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, world.Values.Sum(v => Math.Abs(v ?? 0))), $"{expected} is not {actual}: {world}");

    /// <summary>x = v + v·D + v·D² + …, as it is written.</summary>
    private static double[] NeumannSeries(UsageWorld world)
    {
        var matrix = world.Matrix();
        var step = new double[world.Uses.Length];
        for (var p = 0; p < world.Products; p++) step[p] = world.Values[p]!.Value;
        var sum = (double[])step.Clone();
        for (var power = 0; power < 100_000 && step.Sum(Math.Abs) > 1e-12; power++)
        {
            var next = new double[step.Length];
            for (var i = 0; i < step.Length; i++)
            {
                for (var j = 0; j < step.Length; j++) next[j] += step[i] * matrix[i][j];
            }

            step = next;
            for (var i = 0; i < step.Length; i++) sum[i] += step[i];
        }

        return sum;
    }

    /// <summary>The mean over all orders in which things could come of what each adds when it comes.</summary>
    private static double[] ShapleyByPermutations(UsageWorld world)
    {
        var n = world.Uses.Length;
        var needs = Enumerable.Range(0, world.Products).Select(p => Needs(world, p)).ToArray();
        double Worth(int coalition) => Enumerable.Range(0, world.Products).Where(p => (needs[p] & ~coalition) == 0).Sum(p => world.Values[p]!.Value);
        var credit = new double[n];
        Come(0, 0, 0);
        return [.. credit.Select(c => c / Factorial(n))];

        void Come(int here, double worth, int depth)
        {
            for (var i = 0; i < n; i++)
            {
                if ((here & (1 << i)) != 0) continue;
                var with = Worth(here | (1 << i));
                credit[i] += (with - worth) * Factorial(n - depth - 1);   // in so many orders do the others follow
                Come(here | (1 << i), with, depth + 1);
            }
        }
    }

    private static int Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);

    private static int Needs(UsageWorld world, int product)
    {
        var needs = 1 << product;
        for (var grown = 0; grown != needs;)
        {
            grown = needs;
            for (var i = 0; i < world.Uses.Length; i++)
            {
                if ((needs & (1 << i)) == 0) continue;
                foreach (var (capability, _) in world.Uses[i]) needs |= 1 << (world.Products + capability);
            }
        }

        return needs;
    }

    private static Portfolio Shuffled(Portfolio portfolio, int seed)
    {
        var chance = Chance.From(unchecked((ulong)seed));
        return Portfolio(
            Shuffle(portfolio.Products).Select(p => p with { Uses = [.. Shuffle(p.Uses)] }),
            Shuffle(portfolio.Capabilities).Select(c => c with { Uses = [.. Shuffle(c.Uses)] }));
        IEnumerable<T> Shuffle<T>(IEnumerable<T> things) => things.OrderBy(_ => chance.Bits()).ToList();
    }

    /// <summary>Names in the reverse order.</summary>
    private static string New(string id) => (char)('z' - (id[1] - '0')) + id;

    private static Thing New(Thing thing) => thing.Kind == ThingKind.Product ? TheProduct(New(thing.Id)) : TheCapability(New(thing.Id));

    private static Portfolio Renamed(Portfolio portfolio) => Portfolio(
        portfolio.Products.Select(p => p with { Id = Id<Product>.Of(New(p.Id.Value)), Uses = Renamed(p.Uses) }),
        portfolio.Capabilities.Select(c => c with { Id = Id<Capability>.Of(New(c.Id.Value)), Uses = Renamed(c.Uses) }));

    private static ImmutableArray<Usage> Renamed(ImmutableArray<Usage> uses) =>
        [.. uses.Select(u => u with { Capability = Id<Capability>.Of(New(u.Capability.Value)) })];
}
