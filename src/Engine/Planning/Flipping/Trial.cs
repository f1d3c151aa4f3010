using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Flipping;

/// <summary>A question to the planner's own model, with columns for a change.</summary>
/// <param name="Phase">What it is about, for progress.</param>
/// <param name="Prepare">Adds rows and the objective, which is made as large as it can be.</param>
internal sealed record Question(string Phase, Action<Formulation> Prepare)
{
    /// <summary>What is left open.</summary>
    internal Func<Leeway>? Leeway { get; init; }

    /// <summary>The problem with the change at that point made; the work has to fit in it.</summary>
    internal Func<Formulation, double[], Problem>? Changed { get; init; }

    /// <summary>A point to start from.</summary>
    internal Func<Formulation, double[]?>? Start { get; init; }

    /// <summary>The absolute gap that is near enough.</summary>
    internal double Gap { get; init; } = 1e-6;

    /// <summary>Only points above this are of interest.</summary>
    internal double Above { get; init; } = double.NegativeInfinity;

    /// <summary>Candidates whose work has to have columns.</summary>
    internal IEnumerable<int> WithColumns { get; init; } = [];
}

/// <summary>What came of a question.</summary>
/// <param name="Status">Optimal: proven. Infeasible: proven that there is nothing.</param>
/// <param name="Objective">The objective at the point.</param>
/// <param name="Bound">No point has a larger one.</param>
/// <param name="Point">The point; empty where there is none.</param>
/// <param name="Finishes">The finishes at the point, whose work fits; none without a point.</param>
internal sealed record Reply(SolveStatus Status, double Objective, double Bound, double[] Point, int[]? Finishes)
{
    internal bool Proven => Status is SolveStatus.Optimal or SolveStatus.Infeasible;
}

/// <summary>Puts questions to the planner's model, and sees to it that the work of every answer really fits.</summary>
internal sealed class Trial(Budget budget, Action<Progress>? progress)
{
    private const double ShortfallSlack = 5e-7;

    internal Budget Budget => budget;

    /// <summary>Answers one question.</summary>
    internal Reply Ask(Problem problem, Question question)
    {
        progress?.Invoke(new(budget.Elapsed, null, null, question.Phase));
        var columns = new WorkColumns(problem);
        columns.Give(question.WithColumns);
        var bound = double.PositiveInfinity;
        while (!budget.Over)
        {
            var formulation = Formulation.Build(problem, columns.Pairs, question.Leeway?.Invoke());
            question.Prepare(formulation);
            var solution = MixedInteger.Solve(formulation.Model, Options(question, question.Start?.Invoke(formulation)));
            budget.Spend(solution.Work);
            if (solution.Status == SolveStatus.Infeasible) return new(SolveStatus.Infeasible, double.NaN, double.NegativeInfinity, [], null);
            bound = Math.Min(bound, solution.Bound);
            if (!solution.HasPoint) break;
            var finishes = formulation.Finishes(solution.Point);
            var misfits = Layout.Misfits(question.Changed?.Invoke(formulation, solution.Point) ?? problem, finishes);
            if (misfits.Count == 0) return new(solution.Status, solution.Objective, bound, solution.Point, finishes);
            columns.Give(misfits);
        }

        return new(SolveStatus.Unknown, double.NaN, bound, [], null);
    }

    /// <summary>The best of the plans that <paramref name="side"/> admits: first by shortfall, then by worth. Null: there is none, or none was found.</summary>
    internal (Best? Best, bool Known) BestOf(Problem problem, string phase, Action<Formulation> side, int[]? start)
    {
        if (problem.Impossible) return (null, true);
        var (least, settled) = (0.0, true);
        if (problem.Bands.Any(b => b.Floor > 0) && !(start is not null && Evaluation.Shortfall(problem, start) <= ShortfallSlack))
        {
            var floors = Ask(problem, new(phase + ": floors", f =>
            {
                side(f);
                f.MinimiseShortfall();
            }) { Start = f => start is null ? null : f.PointOf(start), Gap = 1e-7 });
            if (floors.Finishes is not { } reached) return (null, floors.Status == SolveStatus.Infeasible);
            (least, settled, start) = (Evaluation.Shortfall(problem, reached), floors.Proven, reached);
        }

        var reply = Ask(problem, new(phase, f =>
        {
            side(f);
            Within(f, least);
            f.MaximiseValue(problem.Weights);
        }) { Start = f => start is null ? null : f.PointOf(start), Gap = GapFor(problem, start) });
        if (reply.Finishes is { } finishes) return (new(finishes, Rank.Of(problem, finishes), reply.Bound, settled && reply.Proven), true);
        return reply.Status == SolveStatus.Infeasible ? (null, true)
            : start is null ? (null, false)
            : (new(start, Rank.Of(problem, start), reply.Bound, false), true);
    }

    private static double GapFor(Problem problem, int[]? start) =>
        start is null ? 1e-6 : Rank.Same / 4 * Math.Max(1, Math.Abs(Evaluation.Objective(problem, start, problem.Weights)));

    /// <summary>Plans that lack no more than that to the floors.</summary>
    internal static void Within(Formulation f, double shortfall)
    {
        if (f.Shortfalls.Count > 0) f.Model.AtMost(shortfall + ShortfallSlack, [.. f.Shortfalls.Select(s => (s, 1.0))]);
    }

    private SolveOptions Options(Question question, double[]? start) => new()
    {
        Seconds = budget.Seconds,
        Work = budget.Work,
        Seed = budget.Limits.Seed,
        AbsoluteGap = question.Gap,
        Cutoff = question.Above,
        Start = start,
        Cancel = budget.Cancel,
    };
}
