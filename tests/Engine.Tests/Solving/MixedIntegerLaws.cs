using Dais.Engine.Planning;
using Dais.Engine.Solving;
using Dais.Engine.Solving.Closures;
using Dais.Engine.Tests.Planning;

namespace Dais.Engine.Tests.Solving;

/// <summary>What holds for every model, whichever way it is solved.</summary>
public sealed class MixedIntegerLaws
{
    private static readonly Patience Closures = new() { FewestColumns = 0, Work = (long.MaxValue, long.MaxValue) };
    private static readonly Patience TakesOver = Closures with { Work = (0, 0) };
    private static readonly Patience Races = Closures with { Seconds = (0, 0) };

    [Fact]
    public void A_closure_search_finds_what_the_general_solver_finds() =>
        ModelLaw.Holds(ModelCase.Closures(9, 6), 250, 5000, model => Differs(model, new(), Closures));

    [Fact]
    public void So_it_does_on_larger_models() =>
        ModelLaw.Holds(ModelCase.Closures(40, 3), 12, 400, model => Differs(model, new(), Closures));

    [Fact]
    public void Any_model_is_solved_as_the_general_solver_solves_it() =>
        ModelLaw.Holds(ModelCase.Disturbed(8, 3), 120, 3000, model => Differs(model, new(), Closures));

    [Fact]
    public void The_general_solver_taking_over_changes_no_optimum() =>
        ModelLaw.Holds(ModelCase.Closures(12, 3), 60, 1500, model => Differs(model, new(), TakesOver));

    [Fact]
    public void A_race_changes_no_optimum() =>
        ModelLaw.Holds(ModelCase.Closures(12, 3), 40, 1000, model => Differs(model, new() { Seconds = 60 }, Races));

    [Fact]
    public void The_planners_own_models_are_solved_as_the_general_solver_solves_them()
    {
        var recognised = 0;
        SmallWorldLaw.Holds(everyday: 150, atLength: 5_000, world =>
        {
            var problem = Compile.From(world.Portfolio, world.Policy);
            if (problem.Impossible) return null;
            var formulation = Formulation.Build(problem, []);
            formulation.MaximiseValue(problem.Weights);
            if (Recognition.Of(formulation.Model) is not null) recognised++;
            var (general, solved) = (Highs.Solve(formulation.Model, new()), MixedInteger.Solve(formulation.Model, new(), Closures));
            return general.Status == solved.Status && ModelLaw.Same(general.Objective, solved.Objective) ? null : $"{general.Status} {general.Objective}, but {solved.Status} {solved.Objective}";
        });
        Assert.NotEqual(0, recognised);
    }

    [Fact]
    public void Every_generated_closure_model_is_recognised_and_most_disturbed_ones_are_not()
    {
        var (recognised, disturbed) = (0, 0);
        ModelLaw.Holds(ModelCase.Closures(9, 6), 200, 200, model =>
        {
            if (Recognition.Of(model.Model()) is not null) recognised++;
            return null;
        });
        ModelLaw.Holds(ModelCase.Disturbed(8, 3), 120, 120, model =>
        {
            if (Recognition.Of(model.Model()) is not null) disturbed++;
            return null;
        });
        Assert.InRange(recognised, 150, 200);
        Assert.InRange(disturbed, 1, 60);
    }

    [Fact]
    public void A_gap_that_is_allowed_is_kept_and_the_bound_holds() =>
        ModelLaw.Holds(ModelCase.Closures(12, 2), 80, 2000, model =>
        {
            var best = Highs.Solve(model.Model(), new());
            var near = MixedInteger.Solve(model.Model(), new() { RelativeGap = 0.1 }, Closures);
            if (best.Status == SolveStatus.Infeasible) return near.Status == SolveStatus.Infeasible ? null : "a point where there is none";
            if (near.Bound < best.Objective - 1e-6) return $"bound {near.Bound} below the optimum {best.Objective}";
            return near.Status == SolveStatus.Optimal && near.Bound - near.Objective <= (0.1 * Math.Abs(near.Objective)) + 1e-6 ? null : $"{near.Status} {near.Objective} {near.Bound}";
        });

    [Fact]
    public void Only_points_above_a_cutoff_are_found() =>
        ModelLaw.Holds(ModelCase.Closures(9, 2), 60, 1000, model =>
        {
            var best = Highs.Solve(model.Model(), new());
            if (!best.HasPoint) return null;
            var below = MixedInteger.Solve(model.Model(), new() { Cutoff = best.Objective - 0.5 }, Closures);
            var above = MixedInteger.Solve(model.Model(), new() { Cutoff = best.Objective + 0.5 }, Closures);
            if (!ModelLaw.Same(best.Objective, below.Objective)) return $"{below.Status} {below.Objective}, not {best.Objective}";
            return above.HasPoint ? $"{above.Objective} is not above {best.Objective + 0.5}" : null;
        });

    [Fact]
    public void A_count_of_work_repeats_exactly() =>
        ModelLaw.Holds(ModelCase.Closures(30, 4), 12, 300, model =>
        {
            foreach (var work in (long[])[1, 20, 300])
            {
                var (one, two) = (Solve(work), Solve(work));
                if (one.Status != two.Status || one.Work != two.Work || !one.Point.SequenceEqual(two.Point) || !one.Bound.Equals(two.Bound)) return $"with work {work}: {one} and {two}";
            }

            return null;

            Solution Solve(long work) => MixedInteger.Solve(model.Model(), new() { Work = work, Seconds = 3600 }, Closures with { Work = (100, 100) });
        });

    [Fact]
    public void What_is_told_on_the_way_is_true() =>
        ModelLaw.Holds(ModelCase.Closures(25, 3), 30, 600, model =>
        {
            var plain = model.Model();
            var (last, lowest, wrong) = (double.NegativeInfinity, double.PositiveInfinity, default(string));
            var solution = MixedInteger.Solve(model.Model(), new()
            {
                Improved = (objective, point) =>
                {
                    if (objective <= last) wrong = $"{objective} is no better than {last}";
                    if (!plain.Keeps(point) || !ModelLaw.Same(plain.Objective(point), objective)) wrong = $"the point of {objective} is none";
                    last = objective;
                },
                Progress = (_, bound) => lowest = Math.Min(lowest, bound),
            }, Closures);
            if (wrong is not null || !solution.HasPoint) return wrong;
            if (lowest < solution.Objective - 1e-6) return $"a bound of {lowest}, but {solution.Objective} was found";
            return ModelLaw.Same(last, solution.Objective) ? null : $"{solution.Objective} was never told, the last was {last}";
        });

    [Fact]
    public void A_start_is_never_made_worse() =>
        ModelLaw.Holds(ModelCase.Closures(25, 2), 25, 500, model =>
        {
            var start = Highs.Solve(model.Model(), new() { RelativeGap = 0.2 });
            if (!start.HasPoint) return null;
            var stopped = MixedInteger.Solve(model.Model(), new() { Start = start.Point, Work = 1 }, Closures);
            return stopped.Objective >= start.Objective - 1e-6 ? null : $"{start.Objective} became {stopped.Objective}";
        });

    private static string? Differs(ModelCase model, SolveOptions options, Patience patience)
    {
        var general = Highs.Solve(model.Model(), new());
        var solved = MixedInteger.Solve(model.Model(), options, patience);
        if (general.Status != solved.Status || !ModelLaw.Same(general.Objective, solved.Objective)) return $"{general.Status} {general.Objective:R}, but {solved.Status} {solved.Objective:R}";
        if (!solved.HasPoint) return null;
        var plain = model.Model();
        if (!plain.Keeps(solved.Point)) return "the point does not keep the rows";
        if (!ModelLaw.Same(plain.Objective(solved.Point), solved.Objective)) return $"the point is worth {plain.Objective(solved.Point)}, not {solved.Objective}";
        return ModelLaw.Same(solved.Bound, solved.Objective) ? null : $"bound {solved.Bound} for {solved.Objective}";
    }
}
