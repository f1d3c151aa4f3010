using Dais.Engine.Solving.Closures;

namespace Dais.Engine.Tests.Solving;

/// <summary>The best closure of small random graphs, against all of their closures.</summary>
public sealed class PseudoflowTests
{
    private const int Items = 9;

    [Fact]
    public void The_surplus_is_the_weight_of_the_best_closure_however_often_weights_change() => OnGraphs((needs, flow, chance) =>
    {
        for (var change = 0; change < 6; change++)
        {
            var weight = Weights(flow, needs);
            flow.Balance();
            Assert.Equal(Closures(needs, flow.Gone).Max(c => Sum(c, weight)), flow.Surplus());
            for (var v = 0; v < Items; v++) flow.Excess[v] += chance.Next(-6, 7);
        }
    });

    [Fact]
    public void The_smallest_and_the_largest_best_closure_are_found() => OnGraphs((needs, flow, _) =>
    {
        var weight = Weights(flow, needs);
        flow.Balance();
        var best = Closures(needs, flow.Gone).Where(c => Sum(c, weight) == flow.Surplus()).ToList();
        var smallest = new bool[Items];
        flow.MarkSmallest(smallest);
        Assert.Equal(best.MinBy(System.Numerics.BitOperations.PopCount), Bits(v => smallest[v]));
        Assert.Equal(best.MaxBy(System.Numerics.BitOperations.PopCount), Bits(flow.InLargest));
    });

    [Fact]
    public void A_decision_takes_its_consequences_along_and_leaves_the_rest_right() => OnGraphs((needs, flow, chance) =>
    {
        flow.Balance();
        var decided = new List<int>();
        var (item, take) = (chance.Next(Items), chance.Next(2) == 0);
        if (take) flow.Take(item, decided);
        else flow.LeaveOut(item, decided);
        Assert.Equal(decided.Order(), Follow(needs, item, take).Order());
        var weight = Weights(flow, needs);
        flow.Balance();
        Assert.Equal(Closures(needs, flow.Gone).Max(c => Sum(c, weight)), flow.Surplus());
    });

    private static void OnGraphs(Action<bool[,], Pseudoflow, Random> test)
    {
        for (var seed = 0; seed < (ModelLaw.Long ? 3000 : 150); seed++)
        {
            var chance = new Random(seed);
            var needs = new bool[Items, Items];
            for (var v = 1; v < Items; v++)
            {
                for (var u = 0; u < v; u++) needs[v, u] = chance.Next(4) == 0;
            }

            var heads = Enumerable.Range(0, Items).Select(v => Enumerable.Range(0, Items).Where(u => needs[v, u]).ToArray()).ToArray();
            var start = new int[Items + 1];
            for (var v = 0; v < Items; v++) start[v + 1] = start[v] + heads[v].Length;
            var flow = new Pseudoflow(start, [.. heads.SelectMany(h => h)], new());
            for (var v = 0; v < Items; v++) flow.Excess[v] = chance.Next(-10, 11);
            test(needs, flow, chance);
        }
    }

    /// <summary>What the items weigh, whatever has flowed.</summary>
    private static long[] Weights(Pseudoflow flow, bool[,] needs)
    {
        var weight = (long[])flow.Excess.Clone();
        for (var v = 0; v < Items; v++)
        {
            for (var k = flow.OutStart[v]; k < flow.OutStart[v + 1]; k++)
            {
                Assert.True(needs[v, flow.Head[k]] && flow.Flow[k] >= 0);
                weight[v] += flow.Flow[k];
                weight[flow.Head[k]] -= flow.Flow[k];
            }
        }

        return weight;
    }

    private static IEnumerable<uint> Closures(bool[,] needs, bool[] gone) => Enumerable.Range(0, 1 << Items).Select(c => (uint)c)
        .Where(c => Enumerable.Range(0, Items).All(v => !Has(c, v) || (!gone[v] && Enumerable.Range(0, Items).All(u => !needs[v, u] || gone[u] || Has(c, u)))));

    private static HashSet<int> Follow(bool[,] needs, int item, bool take)
    {
        var found = new HashSet<int> { item };
        for (var before = 0; before < found.Count;)
        {
            before = found.Count;
            found.UnionWith(Enumerable.Range(0, Items).Where(u => found.Any(v => take ? needs[v, u] : needs[u, v])).ToList());
        }

        return found;
    }

    private static bool Has(uint set, int v) => (set & (1u << v)) != 0;

    private static uint Bits(Func<int, bool> member) => Enumerable.Range(0, Items).Where(member).Aggregate(0u, (set, v) => set | (1u << v));

    private static long Sum(uint set, long[] weight) => Enumerable.Range(0, Items).Where(v => Has(set, v)).Sum(v => weight[v]);
}
