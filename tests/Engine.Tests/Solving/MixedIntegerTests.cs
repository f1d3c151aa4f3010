using Dais.Engine.Solving;
using Dais.Engine.Solving.Closures;

namespace Dais.Engine.Tests.Solving;

/// <summary>Where a solve may stop, and which way a model goes.</summary>
public sealed class MixedIntegerTests
{
    private static readonly Patience Closures = new() { FewestColumns = 0 };

    [Fact]
    public void A_closure_within_a_budget_by_hand()
    {
        // Two pay 10 and 7; the first needs a and b (4 + 3), the second b and c (3 + 3); 9 to spend.
        var model = new LinearModel();
        var (a, b, c) = (model.Binary(), model.Binary(), model.Binary());
        var (first, second) = (model.Binary(10), model.Binary(7));
        foreach (var (payer, need) in ((Column, Column)[])[(first, a), (first, b), (second, b), (second, c)]) model.Below(payer, need);
        model.AtMost(9, (a, 4), (b, 3), (c, 3));
        var solution = MixedInteger.Solve(model, new(), Closures);
        Assert.Equal((SolveStatus.Optimal, 10.0, 10.0), (solution.Status, solution.Objective, solution.Bound));
        Assert.Equal([1, 1, 0, 1, 0], solution.Point);
    }

    [Fact]
    public void A_choice_that_cannot_be_is_infeasible()
    {
        var model = new LinearModel();
        var (a, b) = (model.Binary(1), model.Binary(1));
        model.Below(a, b);
        model.AtMost(5, (a, 3), (b, 3));
        model.AtLeast(1, (a, 1));
        Assert.Equal(SolveStatus.Infeasible, MixedInteger.Solve(model, new(), Closures).Status);
    }

    [Fact]
    public void A_relaxation_is_not_a_closure()
    {
        var model = new LinearModel();
        var (need, payer) = (model.Binary(), model.Binary(10));
        model.Below(payer, need);
        model.AtMost(5, (need, 8));
        Assert.Equal(6.25, MixedInteger.Solve(model, new() { Relax = true }, Closures).Objective, 1e-9);
        Assert.Equal(0, MixedInteger.Solve(model, new(), Closures).Objective);
    }

    [Fact]
    public void A_cancelled_solve_says_what_it_has()
    {
        using var cancel = new CancellationTokenSource();
        var solution = MixedInteger.Solve(HardToSplit(60), new() { Cancel = cancel.Token, Seconds = 600, Improved = (_, _) => cancel.Cancel() }, Closures);
        Assert.Equal(SolveStatus.Feasible, solution.Status);
        Assert.True(solution.Bound >= solution.Objective);
        cancel.Cancel();
        Assert.Equal(SolveStatus.Unknown, MixedInteger.Solve(HardToSplit(60), new() { Cancel = cancel.Token }, Closures).Status);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public void A_limit_in_seconds_is_kept_alone_and_in_a_race(double alone)
    {
        var solution = MixedInteger.Solve(HardToSplit(400), new() { Seconds = 0.2 }, Closures with { Seconds = (alone, alone) });
        Assert.Contains(solution.Status, (SolveStatus[])[SolveStatus.Feasible, SolveStatus.Optimal]);
        Assert.True(solution.Bound >= solution.Objective);
    }

    [Fact]
    public void Work_is_counted_and_limited()
    {
        var all = MixedInteger.Solve(HardToSplit(40), new(), Closures);
        var some = MixedInteger.Solve(HardToSplit(40), new() { Work = 10 }, Closures);
        Assert.Equal(SolveStatus.Optimal, all.Status);
        Assert.InRange(some.Work, 10, all.Work);
        Assert.True(some.Bound >= all.Objective && some.Objective <= all.Objective);
    }

    [Fact]
    public void Small_models_go_to_the_general_solver()
    {
        var told = 0;
        MixedInteger.Solve(HardToSplit(40), new() { Improved = (_, _) => told++ }, new() { FewestColumns = 1000 });
        Assert.Equal(Highs.Solve(HardToSplit(40), new()).Work, MixedInteger.Solve(HardToSplit(40), new(), new() { FewestColumns = 1000 }).Work);
        Assert.NotEqual(0, told);
    }

    [Fact]
    public void Worth_that_is_not_decimal_is_proven_to_the_gap_and_not_beyond()
    {
        var model = new LinearModel();
        var columns = Enumerable.Range(1, 40).Select(i => model.Binary(Math.Sqrt(i))).ToArray();
        model.AtMost(100, [.. columns.Select((c, i) => (c, 3.0 + (i % 7)))]);
        var problem = Recognition.Of(model)!;
        Assert.False(problem.Exact);
        var solution = MixedInteger.Solve(model, new(), Closures);
        Assert.Equal(SolveStatus.Optimal, solution.Status);
        Assert.Equal(Highs.Solve(model, new()).Objective, solution.Objective, 1e-9);
    }

    /// <summary>Choose among pairs that share what they need, with half the budget that all would take.</summary>
    private static LinearModel HardToSplit(int pairs)
    {
        var model = new LinearModel();
        var chance = new Random(7);
        var bases = Enumerable.Range(0, pairs).Select(_ => model.Binary()).ToArray();
        foreach (var i in Enumerable.Range(0, pairs * 2))
        {
            var payer = model.Binary(chance.Next(20, 60));
            foreach (var need in (int[])[i % pairs, ((i * 7) + 1 + (i / pairs)) % pairs]) model.Below(payer, bases[need]);
        }

        (Column, double)[] costs = [.. bases.Select(b => (b, (double)chance.Next(10, 40)))];
        model.AtMost(Math.Floor(costs.Sum(c => c.Item2) / 2), costs);
        return model;
    }
}
