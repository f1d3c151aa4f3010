using System.Collections.Immutable;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Engine.Valuing;
using static Dais.Engine.Tests.Valuing.UsageWorlds;

namespace Dais.Engine.Tests.Valuing;

public class TraceLaws
{
    [Fact]
    public void Paths_rest_and_loops_add_up_to_the_credit() =>
        (from w in Worlds(loops: true, negative: true, unknown: true) from limit in Gen.Int[0, 5] select (w, limit)).Sample(t =>
        {
            var flow = Flow(t.w.Portfolio());
            foreach (var thing in flow.Things)
            {
                var sum = PathSearch.To(flow, flow.Graph.NodeOf(thing.Thing), t.limit);
                Assert.True(sum.Paths.Length <= t.limit);
                Assert.Equal(thing.Credited, sum.Total);
                Close(thing.Credited?.Value ?? 0, sum.Paths.Sum(p => p.Carries!.Value.Value) + sum.Rest.Value + (sum.ThroughLoops?.Value ?? 0), t.w);
            }
        });

    [Fact]
    public void The_largest_simple_paths_are_found_in_order() =>
        (from w in Worlds(loops: true) from limit in Gen.Int[1, 6] select (w, limit)).Sample(t =>
        {
            var flow = Flow(t.w.Portfolio());
            foreach (var thing in flow.Things)
            {
                var sum = PathSearch.To(flow, flow.Graph.NodeOf(thing.Thing), t.limit);
                var every = SimplePaths(t.w, t.w.At(thing.Thing));
                if (sum.ThroughLoops is null) continue;   // more of them than are counted
                Assert.Equal(Math.Min(t.limit, every.Count), sum.Paths.Length);
                for (var i = 0; i < sum.Paths.Length; i++) Close(every[i], sum.Paths[i].Carries!.Value.Value, t.w);
                Close(every.Skip(t.limit).Sum(), sum.Rest.Value, t.w);
            }
        });

    [Fact]
    public void Without_loops_nothing_comes_through_loops() =>
        Worlds(loops: false).Sample(w =>
        {
            var flow = Flow(w.Portfolio());
            foreach (var thing in flow.Things) Assert.Equal(Money.Zero, PathSearch.To(flow, flow.Graph.NodeOf(thing.Thing), 3).ThroughLoops);
        });

    [Fact]
    public void A_path_carries_its_end_value_times_its_shares_times_what_its_end_keeps()
    {
        var trace = Trace(Portfolio([Product("p", 8, ("a", .5))], [Capability("a", ("b", .5)), Capability("b", ("a", .5))]), TheCapability("b"));
        Assert.Equal(["users-of-p: p → 50 % a → 50 % b carries 1"], trace.Today!.Paths.Select(Text));
        Assert.Equal(1.0 / 3, trace.Today.ThroughLoops!.Value.Value, 12);   // 4/3 − 1
        Assert.Equal(Money.Zero, trace.Today.Rest);
    }

    [Fact]
    public void A_product_is_its_own_path()
    {
        var trace = Trace(Golden(), TheProduct("checkout"));
        Assert.Equal(["users-of-checkout: checkout carries 6"], trace.Today!.Paths.Select(Text));
        Assert.Null(trace.Additional);
    }

    [Fact]
    public void Products_of_unknown_value_are_named_and_not_counted()
    {
        var trace = Trace(Portfolio([Product("p", 10, ("a", .5)), Product("q", null, ("a", .5), ("b", .5))], [Capability("a"), Capability("b")]), TheCapability("a"));
        Assert.Equal(["users-of-p: p → 50 % a carries 5"], trace.Today!.Paths.Select(Text));
        Assert.Equal([TheProduct("q")], trace.Today.ValueUnknown);
    }

    [Fact]
    public void What_only_products_of_unknown_value_reach_has_no_total()
    {
        var trace = Trace(Portfolio([Product("q", null, ("b", .5))], [Capability("b")]), TheCapability("b"));
        Assert.Null(trace.Today!.Total);
        Assert.Empty(trace.Today.Paths);
    }

    [Fact]
    public void Equal_shares_in_many_layers_do_not_slow_the_search()
    {
        var layers = from layer in Enumerable.Range(0, 30)
                     from i in Enumerable.Range(0, 10)
                     select Capability($"c{layer:00}{i}", layer == 29 ? [] : [.. Enumerable.Range(0, 10).Select(j => ($"c{layer + 1:00}{j}", (double?).1))]);
        var flow = Flow(Portfolio([Product("p", 1e6, [.. Enumerable.Range(0, 10).Select(j => ($"c00{j}", (double?).1))])], layers));
        var sum = PathSearch.To(flow, flow.Graph.Count - 1, 5);   // one of 10^29 paths each
        Assert.Equal(5, sum.Paths.Length);
        Assert.Equal(1e5, sum.Total!.Value.Value, 6);
    }

    [Fact]
    public void Too_many_paths_in_loops_leave_rest_and_loops_as_one_number()
    {
        var names = Enumerable.Range(0, 14).Select(i => $"c{i}").ToArray();
        var flow = Flow(Portfolio([Product("p", 10, ("c0", .5))], names.Select(n => Capability(n, [.. names.Where(o => o != n).Select(o => (o, (double?).05))]))));
        var sum = PathSearch.To(flow, flow.Graph.NodeOf(TheCapability("c13")), 3);
        Assert.Null(sum.ThroughLoops);
        Assert.Equal(flow.Of("c13").Credited!.Value.Value, sum.Paths.Sum(p => p.Carries!.Value.Value) + sum.Rest.Value, 9);
    }

    [Fact]
    public void An_initiative_touches_the_credit_of_what_it_raises_and_has_none()
    {
        var portfolio = Golden().With(new Initiative(Id<Initiative>.Of("ledger-v2"), "Ledger v2") { Raises = [new Raise(Id<Capability>.Of("ledger"), Level.Of(2))] });
        var trace = Trace(portfolio, Thing.Of(Id<Initiative>.Of("ledger-v2")));
        Assert.Equal(
            ["users-of-checkout: checkout → 30 % ledger → ledger-v2 carries 2.52", "users-of-subscriptions: subscriptions → 30 % ledger → ledger-v2 carries 1.26"],
            trace.Today!.Paths.Select(Text));
        Assert.Equal(3.78, trace.Today.Total!.Value.Value, 9);
        Assert.Equal(Money.Zero, trace.Additional!.Total);
    }

    [Fact]
    public void There_is_no_trace_to_what_is_not_there() =>
        Assert.Null(ValueTrace.To(Golden(), Flow(Golden()), AdditionalValue.Of(Golden()), TheCapability("nowhere")));

    internal static ValueTrace Trace(Portfolio portfolio, Thing thing, int limit = 10) =>
        ValueTrace.To(portfolio, Flow(portfolio), AdditionalValue.Of(portfolio), thing, limit)!;

    internal static string Text(ValuePath path) =>
        string.Join(", ", path.Segments) + ": "
        + string.Join(" → ", path.Steps.Select(s => s.Share is { } share ? $"{share} {s.Thing.Id}" : s.Thing.Id))
        + (path.Carries is { } value ? $" carries {value}" : " may carry");

    private static List<double> SimplePaths(UsageWorld world, int target)
    {
        var matrix = world.Matrix();
        var found = new List<double>();
        for (var p = 0; p < world.Products; p++) Go(p, world.Values[p]!.Value, 1 << p);
        return [.. found.OrderByDescending(v => v)];

        void Go(int node, double value, int seen)
        {
            if (node == target) found.Add(value * (1 - matrix[target].Sum()));
            else
            {
                foreach (var (capability, _) in world.Uses[node])
                {
                    var next = world.Products + capability;
                    if ((seen & (1 << next)) == 0) Go(next, value * matrix[node][next], seen | (1 << next));
                }
            }
        }
    }

    private static void Close(double expected, double actual, UsageWorld world) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, world.Values.Sum(v => Math.Abs(v ?? 0))), $"{expected} is not {actual}: {world}");
}
