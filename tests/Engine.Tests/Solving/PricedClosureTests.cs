using Dais.Engine.Solving;
using Dais.Engine.Solving.Closures;

namespace Dais.Engine.Tests.Solving;

/// <summary>The bound by prices, against the linear relaxation; and numbers made whole.</summary>
public sealed class PricedClosureTests
{
    [Fact]
    public void With_one_budget_the_best_price_gives_the_bound_of_the_linear_relaxation() =>
        ModelLaw.Holds(ModelCase.Closures(20, 1), 80, 2000, model => Bounds(model) is var (bound, relaxed) && bound - relaxed > 1e-3 ? $"{bound} is above {relaxed}" : null);

    [Fact]
    public void With_any_budgets_the_bound_is_at_least_the_optimum() =>
        ModelLaw.Holds(ModelCase.Closures(12, 6), 80, 2000, model =>
            Bounds(model) is var (bound, _) && Highs.Solve(model.Model(), new()).Objective is var best && bound < best - 1e-6 ? $"{bound} is below {best}" : null);

    [Fact]
    public void A_trial_taken_back_leaves_everything_as_it_was()
    {
        var problem = Recognition.Of(Knapsack(12))!;
        var state = new PricedClosure(problem, new sbyte[problem.Count], [0], new());
        state.Lower(long.MinValue, 50, warm: false, stay: false);
        var (bound, value, left) = (state.Bound, state.Value, state.Left[0]);
        state.Save();
        foreach (var take in (bool[])[true, false])
        {
            state.Decide(3, take);
            state.Lower(long.MinValue, 2, warm: true, stay: true);
            Assert.True(state.Bound <= bound);
            state.Restore();
            Assert.Equal((bound, value, left), (state.Bound, state.Value, state.Left[0]));
        }
    }

    [Fact]
    public void Decimals_are_counted_in_their_largest_common_unit()
    {
        var whole = WholeNumbers.Exactly([0.75, 1.5, 3])!;
        Assert.Equal((true, 0.75, 0.0), (whole.Exact, whole.Unit, whole.Rounding));
        Assert.Equal([1, 2, 4], whole.Numbers);
        Assert.Null(WholeNumbers.Exactly([1.0 / 3]));
        Assert.Equal([0, 0], WholeNumbers.Exactly([0, 0])!.Numbers);
    }

    [Fact]
    public void Other_numbers_are_near_and_it_is_known_how_near()
    {
        double[] values = [Math.PI, -Math.E, 100 / 3.0];
        var whole = WholeNumbers.Nearly(values, 30);
        Assert.InRange(whole.Rounding, 0, values.Length * whole.Unit);
        for (var set = 0; set < 8; set++)
        {
            var chosen = Enumerable.Range(0, 3).Where(i => (set & (1 << i)) != 0).ToList();
            Assert.InRange(Math.Abs(chosen.Sum(i => values[i]) - (chosen.Sum(i => whole.Numbers[i]) * whole.Unit)), 0, whole.Rounding + 1e-12);
        }
    }

    private static (double Bound, double Relaxed)? Bounds(ModelCase model)
    {
        if (Recognition.Of(model.Model()) is not { Contradiction: false } problem) return null;
        var state = new PricedClosure(problem, new sbyte[problem.Count], new long[problem.Budget.Length], new());
        state.Lower(long.MinValue, 60, warm: false, stay: false);
        return ((state.Bound * problem.Unit / (1L << problem.Shift)) + problem.Rounding, Highs.Solve(model.Model(), new() { Relax = true }).Objective);
    }

    private static LinearModel Knapsack(int items)
    {
        var model = new LinearModel();
        model.AtMost(items * 2, [.. Enumerable.Range(1, items).Select(i => (model.Binary(i + (i * i % 7)), 2.0 + (i % 5)))]);
        return model;
    }
}
