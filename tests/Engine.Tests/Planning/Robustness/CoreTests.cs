using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Robustness;

/// <summary>The core index: its golden numbers, and what holds on every choice of items for two to four units.</summary>
public sealed class CoreTests
{
    /// <summary>Units' utilities of items, their costs, and what may be spent.</summary>
    private static readonly Gen<(double[][] Utility, double[] Costs, double Budget)> Choices =
        from units in Gen.Int[2, 4]
        from items in Gen.Int[2, 5]
        from utility in Gen.Int[0, 9].Select(x => (double)x).Array[items].Array[units]
        from costs in Gen.Int[1, 6].Select(x => (double)x).Array[items]
        from budget in Gen.Int[3, 10]
        select (utility, costs, (double)budget);

    [Fact]
    public void The_golden_core_index_and_its_four_optima_are_those_of_the_method()
    {
        var core = Of([[9, 2, 4, 0, 6, 1], [1, 6, 5, 1, 6, 0], [0, 1, 4, 4, 5, 6]], [4, 3, 5, 2, 6, 3], 10)!;
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "samples", "golden", "M-06", "expected.json")))!["coreIndex"]!;
        Assert.True(core.Exact);
        Assert.Equal(0.2, core.LeastWeight.Value, 1e-12);
        Assert.Equal(expected["items"]!.AsArray().Select(x => x!.GetValue<double>()), Enumerable.Range(1, 6).Select(i => Math.Round(Index(core, "i" + i), 2)));
        var optima = expected["optima"]!.AsArray().Select(o => (Chosen: string.Join(' ', o!["chosen"]!.AsArray().Select(c => c!.GetValue<string>())), Share: o["share"]!.GetValue<double>())).OrderByDescending(o => o.Share).ToList();
        Assert.Equal(optima.Select(o => o.Chosen), core.Optima.Select(o => string.Join(' ', o.Chosen.Select(c => c.Value))));
        Assert.All(core.Optima.Zip(optima), pair => Assert.Equal(pair.Second.Share, pair.First.Part.Value, 0.0006));
    }

    [Fact]
    public void The_shares_of_the_distinct_best_plans_sum_to_the_whole_region() => Choices.Sample(c =>
    {
        if (Of(c.Utility, c.Costs, c.Budget) is { } core) Assert.Equal(1, core.Optima.Sum(o => o.Part.Value), 1e-6);
    }, iter: 40);

    [Fact]
    public void At_every_weight_of_two_or_three_units_one_of_them_is_what_brute_force_finds_best() => Choices.Where(c => c.Utility.Length <= 3).Sample(c =>
    {
        if (Of(c.Utility, c.Costs, c.Budget) is not { } core) return;
        Assert.True(core.Exact);
        var units = core.Groups.Select(g => int.Parse(g.Value[1..])).ToArray();
        var sets = Sets(c.Costs, c.Budget).ToList();
        var own = units.Select(u => sets.Max(s => s.Sum(i => c.Utility[u][i]))).ToArray();
        var chance = Chance.From(3);
        for (var n = 0; n < 30; n++)
        {
            var drawn = units.Select(_ => chance.Gamma(1)).ToArray();
            var w = drawn.Select(d => core.LeastWeight.Value + ((1 - (units.Length * core.LeastWeight.Value)) * d / drawn.Sum())).ToArray();
            double Worth(IEnumerable<int> set) => units.Select((u, k) => w[k] * set.Sum(i => c.Utility[u][i]) / own[k]).Sum();
            Assert.Equal(sets.Max(Worth), core.Optima.Max(o => Worth(o.Chosen.Select(id => int.Parse(id.Value[1..]) - 1))), 1e-5);
        }
    }, iter: 40);

    [Fact]
    public void What_gives_every_unit_more_for_less_is_at_least_as_much_core() => Choices.Where(c => c.Costs.Length >= 2).Sample(c =>
    {
        var utility = c.Utility.Select(u => (double[])[u[1] + 1, .. u.Skip(1)]).ToArray();
        double[] costs = [Math.Max(0.5, c.Costs[1] - 0.5), .. c.Costs.Skip(1)];
        if (Of(utility, costs, c.Budget) is { } core) Assert.True(Index(core, "i1") >= Index(core, "i2") - 1e-9, $"{Index(core, "i1")} and {Index(core, "i2")}");
    }, iter: 40);

    private static IEnumerable<List<int>> Sets(double[] costs, double budget) => Enumerable.Range(0, 1 << costs.Length)
        .Select(m => Enumerable.Range(0, costs.Length).Where(i => (m >> i & 1) == 1).ToList()).Where(s => s.Sum(i => costs[i]) <= budget);

    private static double Index(CoreRegion core, string id) => core.Optima.Where(o => o.Chosen.Contains(A.Id(id))).Sum(o => o.Part.Value);

    private static CoreRegion? Of(double[][] utility, double[] costs, double budget)
    {
        var portfolio = A.Portfolio() with
        {
            Teams = A.Teams(("t", budget)),
            Groups = Catalog<StakeholderGroup>.Of(Enumerable.Range(0, utility.Length).Select(g => new StakeholderGroup(Group(g), "G"))),
            Initiatives = A.Initiatives([.. costs.Select((cost, i) => A.Initiative("i" + (i + 1), cost, utility.Sum(u => u[i])) with
            {
                ValueTo = utility.Sum(u => u[i]) == 0 ? ImmutableSortedDictionary<Id<StakeholderGroup>, Share>.Empty : Enumerable.Range(0, utility.Length).ToImmutableSortedDictionary(Group, g => Share.Of(utility[g][i] / utility.Sum(u => u[i]))),
            })]),
        };
        var problem = Compile.From(portfolio, new Policy { Timing = Timing.Once });
        var budgeted = new Budget(new() { Work = 3_000_000 }, TimeProvider.System, TestContext.Current.CancellationToken);
        return CoreSearch.Of(problem, budgeted, new Search(problem, budgeted, null).Run());
    }

    private static Id<StakeholderGroup> Group(int g) => Id<StakeholderGroup>.Of("g" + g);
}
