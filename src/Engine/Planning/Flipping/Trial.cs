using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Flipping;

/// <summary>A question to the planner's own model, with columns for a change.</summary>
/// <param name="Prepare">Adds rows and the objective, which is made as large as it can be.</param>
internal sealed record Question(Action<Formulation> Prepare)
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
/// <remarks>
/// A question about a part of the plans is over in a moment, and its answer claims nothing beyond that part: it has no
/// bound, is never the best, and that there is none says nothing of the whole.
/// </remarks>
internal sealed class Trial(Budget budget, Action<Progress>? progress)
{
    private const double ShortfallSlack = 5e-7;
    private const double SecondsForPart = 0.5;
    private const long WorkForPart = 2_500;

    internal Budget Budget => budget;

    /// <summary>Tells how it stands with what is looked at.</summary>
    internal void Tell(string about, string note) => progress?.Invoke(new(budget.Elapsed, null, null, about) { Note = note });

    /// <summary>Answers one question.</summary>
    internal Reply Ask(Part part, Question question)
    {
        var columns = new WorkColumns(part.Problem);
        columns.Give(question.WithColumns);
        var bound = double.PositiveInfinity;
        while (!budget.Over)
        {
            var formulation = Formulation.Build(part.Problem, columns.Pairs, question.Leeway?.Invoke());
            question.Prepare(formulation);
            var options = Options(question, question.Start?.Invoke(formulation), part.IsWhole);
            var solution = part.IsWhole ? MixedInteger.Solve(formulation.Model, options) : Highs.Solve(formulation.Model, options);
            budget.Spend(solution.Work + (part.IsWhole ? 0 : 1));
            if (solution.Status == SolveStatus.Infeasible) return new(SolveStatus.Infeasible, double.NaN, part.IsWhole ? double.NegativeInfinity : bound, [], null);
            if (part.IsWhole) bound = Math.Min(bound, solution.Bound);
            if (!solution.HasPoint) break;
            var finishes = part.Widen(formulation.Finishes(solution.Point));
            var misfits = Layout.Misfits(question.Changed?.Invoke(formulation, solution.Point) ?? part.Whole, finishes);
            if (misfits.Count == 0) return new(part.IsWhole ? solution.Status : SolveStatus.Feasible, solution.Objective, bound, solution.Point, finishes);
            if (part.IsWhole) columns.Give(misfits);
            else if (!columns.TryGive([.. misfits.Select(m => (Candidate: part.PlaceOf(m.Candidate), m.Team)).Where(m => m.Candidate >= 0)])) break;
        }

        return new(SolveStatus.Unknown, double.NaN, bound, [], null);
    }

    /// <summary>The best of the part's plans that <paramref name="side"/> admits: first by shortfall, then by worth; none where there is none (that is known) or none was found.</summary>
    internal (Best? Best, bool Known) BestOf(Part part, Action<Formulation> side, int[]? start)
    {
        var problem = part.Problem;
        if (problem.Impossible) return (null, true);
        var (least, settled) = (0.0, part.IsWhole);
        if (problem.Bands.Any(b => b.Floor > 0) && !(start is not null && Evaluation.Shortfall(part.Whole, start) <= ShortfallSlack))
        {
            var floors = Ask(part, new(f =>
            {
                side(f);
                f.MinimiseShortfall();
            }) { Start = f => PointOf(part, f, start), Gap = 1e-7 });
            if (floors.Finishes is not { } reached) return (null, floors.Status == SolveStatus.Infeasible);
            (least, settled, start) = (Evaluation.Shortfall(part.Whole, reached), settled && floors.Proven, reached);
        }

        var reply = Ask(part, new(f =>
        {
            side(f);
            Within(f, least);
            f.MaximiseValue(problem.Weights);
        }) { Start = f => PointOf(part, f, start), Gap = GapFor(part.Whole, start) });
        if (reply.Finishes is { } finishes) return (new(finishes, Rank.Of(part.Whole, finishes), reply.Bound, settled && reply.Proven), true);
        return reply.Status == SolveStatus.Infeasible ? (null, true)
            : start is null ? (null, false)
            : (new(start, Rank.Of(part.Whole, start), reply.Bound, false), true);
    }

    /// <summary>The point of finishes of the whole; none where they are none of the part's.</summary>
    internal static double[]? PointOf(Part part, Formulation f, int[]? finishes) => part.Narrow(finishes) is { } narrow ? f.PointOf(narrow) : null;

    private static double GapFor(Problem problem, int[]? start) =>
        start is null ? 1e-6 : Rank.Same / 4 * Math.Max(1, Math.Abs(Evaluation.Objective(problem, start, problem.Weights)));

    /// <summary>Plans that lack no more than that to the floors.</summary>
    internal static void Within(Formulation f, double shortfall)
    {
        if (f.Shortfalls.Count > 0) f.Model.AtMost(shortfall + ShortfallSlack, [.. f.Shortfalls.Select(s => (s, 1.0))]);
    }

    private SolveOptions Options(Question question, double[]? start, bool whole) => new()
    {
        Seconds = whole || budget.Counted ? budget.Seconds : Math.Min(SecondsForPart, budget.Seconds),
        Work = whole ? budget.Work : Math.Min(WorkForPart, budget.Work),
        Seed = budget.Limits.Seed,
        AbsoluteGap = question.Gap,
        Cutoff = question.Above,
        Start = start,
        Cancel = budget.Cancel,
    };
}
