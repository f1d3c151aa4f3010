using Dais.Engine.Solving.Closures;

namespace Dais.Engine.Tests.Solving;

/// <summary>Each step that makes a closure problem smaller, by hand. Items are 0, 1, 2 …; one budget of 10.</summary>
public sealed class ReductionTests
{
    private readonly long[] _limit = [10];

    private Reduction Reduced(long[] worth, long[] cost, (int From, int To)[] needs, sbyte[]? held = null)
    {
        var reduction = new Reduction(worth, [cost], _limit);
        foreach (var (from, to) in needs) reduction.Graph.Add(from, to);
        reduction.Reduce(held ?? new sbyte[worth.Length]);
        return reduction;
    }

    private static int[] Live(Reduction reduction) => [.. Enumerable.Range(0, reduction.Worth.Length).Where(reduction.IsLive)];

    [Fact]
    public void What_is_worth_nothing_and_not_needed_is_left_out() => Assert.Equal([1], Live(Reduced([0, 5], [3, 3], [])));

    [Fact]
    public void What_pays_and_costs_nothing_is_taken()
    {
        var reduced = Reduced([4, 5], [0, 3], []);
        Assert.Equal([1], Live(reduced));
        Assert.Equal(0, Assert.Single(reduced.Always));
        Assert.Equal(4, reduced.AlreadyWorth);
    }

    [Fact]
    public void Items_in_a_circle_of_needs_are_one()
    {
        var reduced = Reduced([1, 1, 5, 9], [2, 2, 2, 7], [(0, 1), (1, 2), (2, 0)]);
        var one = Assert.Single(Live(reduced), v => v < 3);
        Assert.Equal((7L, 6L), (reduced.Worth[one], reduced.Cost[0][one]));
        Assert.Equal([0, 1, 2], reduced.Members[one].Order());
    }

    [Fact]
    public void What_only_one_item_needs_comes_with_it()
    {
        var reduced = Reduced([0, 8, 9], [4, 1, 6], [(1, 0)]);
        Assert.Equal([1, 2], Live(reduced));
        Assert.Equal(5, reduced.Cost[0][1]);
    }

    [Fact]
    public void What_costs_nothing_and_needs_one_item_comes_with_it()
    {
        var reduced = Reduced([2, 8, 9], [4, 0, 6], [(1, 0)]);
        Assert.Equal([0, 2], Live(reduced));
        Assert.Equal(10, reduced.Worth[0]);
    }

    [Fact]
    public void Payers_with_the_same_needs_are_one()
    {
        var reduced = Reduced([0, 0, 8, 9, 1, 1], [4, 5, 0, 0, 0, 0], [(2, 0), (2, 1), (3, 0), (3, 1), (4, 0), (5, 1)]);
        Assert.Equal(1 + 1 + 1, Live(reduced).Length);
        Assert.Contains(17, reduced.Worth);
    }

    [Fact]
    public void Costs_with_the_same_users_are_one()
    {
        var reduced = Reduced([0, 0, 8, 9], [4, 5, 0, 1], [(2, 0), (2, 1), (3, 0), (3, 1)]);
        var costs = Live(reduced).Where(v => v < 2).ToArray();
        Assert.Equal(9, reduced.Cost[0][Assert.Single(costs)]);
    }

    [Fact]
    public void A_need_that_another_brings_is_forgotten()
    {
        var reduced = Reduced([3, 3, 3], [2, 2, 2], [(2, 1), (1, 0), (2, 0)]);
        Assert.Equal([1], reduced.Graph.Needs[2]);
        Assert.Equal([1], reduced.Graph.Users[0]);
    }

    [Fact]
    public void What_breaks_the_budget_with_its_needs_is_left_out_with_all_that_needs_it()
    {
        var reduced = Reduced([3, 3, 99, 99], [6, 5, 0, 2], [(1, 0), (2, 1), (3, 1)]);
        Assert.Equal([0], Live(reduced));
    }

    [Fact]
    public void What_is_held_in_takes_its_needs_and_its_part_of_the_budget()
    {
        var reduced = Reduced([3, 3, 9], [2, 1, 4], [(1, 0)], [0, 1, 0]);
        Assert.Equal([0, 1], reduced.Always.Order());
        Assert.Equal((7L, 6L), (_limit[0], reduced.AlreadyWorth));
    }

    [Fact]
    public void What_is_held_out_is_out_with_all_that_needs_it() => Assert.Equal([2], Live(Reduced([3, 3, 9], [2, 1, 4], [(1, 0)], [-1, 0, 0])));

    [Fact]
    public void Held_in_what_needs_something_held_out_is_a_contradiction() => Assert.True(Reduced([3, 3], [2, 1], [(1, 0)], [-1, 1]).Contradiction);
}
