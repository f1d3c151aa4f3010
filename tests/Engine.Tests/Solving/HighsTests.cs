using Dais.Engine.Solving;

namespace Dais.Engine.Tests.Solving;

/// <summary>The binding to HiGHS: what goes in comes back as it should, and every option is obeyed.</summary>
public sealed class HighsTests
{
    [Fact]
    public void A_linear_programme_is_solved_to_its_vertex()
    {
        // max 3x + 2y: x + y <= 4, x + 3y <= 6, x <= 3.
        var model = new LinearModel();
        var (x, y) = (model.Continuous(0, 3, 3), model.Continuous(0, LinearModel.Unbounded, 2));
        model.AtMost(4, (x, 1), (y, 1));
        model.AtMost(6, (x, 1), (y, 3));
        foreach (var relax in (bool[])[true, false])
        {
            var solution = Highs.Solve(model, new() { Relax = relax });
            Assert.Equal((SolveStatus.Optimal, 11.0, 11.0), (solution.Status, Math.Round(solution.Objective, 9), Math.Round(solution.Bound, 9)));
            Assert.Equal([3, 1], solution.Point.Select(p => Math.Round(p, 9)));
        }
    }

    [Fact]
    public void Whole_columns_come_out_whole()
    {
        var model = Knapsack(30);
        var (whole, relaxed) = (Highs.Solve(model, new()), Highs.Solve(model, new() { Relax = true }));
        Assert.All(whole.Point, p => Assert.Equal(Math.Round(p), p));
        Assert.True(model.Keeps(whole.Point));
        Assert.Equal(model.Objective(whole.Point), whole.Objective, 1e-6);
        Assert.InRange(whole.Objective, relaxed.Objective - 50, relaxed.Objective + 1e-6);
    }

    [Fact]
    public void Equal_and_at_least_rows_hold()
    {
        var model = new LinearModel();
        var (x, y) = (model.Binary(-1), model.Continuous(0, 10, -2));
        model.Equal(5.5, (x, 2), (y, 1));
        model.AtLeast(1, (x, 1));
        Assert.Equal([1, 3.5], Highs.Solve(model, new()).Point);
    }

    [Fact]
    public void Rows_that_cannot_hold_together_are_infeasible()
    {
        var model = Knapsack(5);
        model.AtLeast(99, (new Column(0), 1));
        var solution = Highs.Solve(model, new());
        Assert.Equal((SolveStatus.Infeasible, false), (solution.Status, solution.HasPoint));
    }

    [Fact]
    public void A_model_of_nothing_is_solved_by_its_rows()
    {
        var model = new LinearModel();
        Assert.Equal((SolveStatus.Optimal, 0.0), (Highs.Solve(model, new()).Status, Highs.Solve(model, new()).Objective));
        model.AtLeast(1);
        Assert.Equal(SolveStatus.Infeasible, Highs.Solve(model, new()).Status);
    }

    [Fact]
    public void A_start_is_taken_up()
    {
        var model = Knapsack(60);
        var best = Highs.Solve(model, new());
        var again = Highs.Solve(model, new() { Start = best.Point, Work = 1 });
        Assert.Equal(best.Objective, again.Objective, 1e-6);
        var useless = Highs.Solve(model, new() { Start = [.. best.Point.Select(_ => 1.0)] });
        Assert.Equal(best.Objective, useless.Objective, 1e-6);
    }

    [Fact]
    public void The_same_work_gives_the_same_point()
    {
        var (one, two) = (Highs.Solve(Knapsack(80), new() { Work = 30 }), Highs.Solve(Knapsack(80), new() { Work = 30 }));
        Assert.Equal(one.Point, two.Point);
        Assert.Equal((one.Status, one.Work, one.Bound), (two.Status, two.Work, two.Bound));
    }

    [Fact]
    public void Better_points_and_bounds_are_told_on_the_way()
    {
        var model = Knapsack(80);
        var (told, bounds) = (new List<double>(), new List<double>());
        var solution = Highs.Solve(model, new()
        {
            Improved = (objective, point) =>
            {
                Assert.Equal(objective, model.Objective(point), 1e-6);
                Assert.True(model.Keeps(point));
                told.Add(objective);
            },
            Progress = (_, bound) => bounds.Add(bound),
        });
        Assert.Equal(told.Order(), told);
        Assert.Equal(solution.Objective, told[^1], 1e-6);
        Assert.All(bounds, bound => Assert.True(bound >= solution.Objective - 1e-6));
    }

    [Fact]
    public void A_cancelled_solve_stops()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Equal(SolveStatus.Unknown, Highs.Solve(Knapsack(10), new() { Cancel = cancel.Token }).Status);
    }

    [Fact]
    public void A_gap_that_is_allowed_ends_the_search()
    {
        var solution = Highs.Solve(Knapsack(80), new() { RelativeGap = 0.5 });
        Assert.Equal(SolveStatus.Optimal, solution.Status);
        Assert.True(solution.Bound <= solution.Objective * 1.5);
    }

    [Fact]
    public void Only_points_above_the_cutoff_count()
    {
        var best = Highs.Solve(Knapsack(30), new()).Objective;
        Assert.Equal(best, Highs.Solve(Knapsack(30), new() { Cutoff = best - 1 }).Objective, 1e-6);
        Assert.False(Highs.Solve(Knapsack(30), new() { Cutoff = best + 1 }).HasPoint);
    }

    [Fact]
    public void A_second_opinion_agrees_on_what_is_possible() =>
        ModelLaw.Holds(ModelCase.Disturbed(6, 3), 40, 1000, model =>
        {
            var (first, second) = (Highs.Solve(model.Model(), new()), SecondOpinion.AnyPoint(model.Model(), 60));
            if (first.HasPoint != second.Length > 0) return $"{first.Status}, but the other finds {second.Length} numbers";
            return second.Length == 0 || model.Model().Keeps(second) ? null : "the other's point keeps not every row";
        });

    private static LinearModel Knapsack(int items)
    {
        var chance = new Random(11);
        var model = new LinearModel();
        (Column, double)[] costs = [.. Enumerable.Range(0, items).Select(_ => (model.Binary(chance.Next(10, 100)), (double)chance.Next(10, 100)))];
        for (var row = 0; row < 4; row++) model.AtMost(items * 15, [.. costs.Select(c => (c.Item1, (double)chance.Next(5, 70)))]);
        return model;
    }
}
