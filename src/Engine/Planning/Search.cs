using Dais.Engine.Quantities;
using Dais.Engine.Solving;

namespace Dais.Engine.Planning;

/// <summary>What a search found: finishes that fit, and how good they are.</summary>
/// <param name="Status">What is known.</param>
/// <param name="Finishes">The finish of each candidate, −1 where it is not chosen; none without a plan.</param>
/// <param name="Objective">The objective of these finishes.</param>
/// <param name="Bound">No plan is worth more.</param>
/// <param name="Shortfall">What lacks to the floors.</param>
internal sealed record Found(PlanStatus Status, int[]? Finishes, double Objective, double Bound, double Shortfall);

/// <summary>
/// The search for the best finishes: first the least shortfall to the floors (R9), then the most value.
/// </summary>
/// <remarks>
/// Each step is a branch and bound over <see cref="Formulation"/>, begun from the best plan so far. Its capacity rows
/// are a relaxation for work that starts late; a plan that turns out not to fit gives the work concerned columns of
/// its own, and the step is solved again. A bound of a relaxation stays a bound, so nothing proven is lost.
/// </remarks>
internal sealed class Search
{
    private const int FewColumns = 4000;
    private const double ShortfallSlack = 1e-6;

    private readonly Problem _problem;
    private readonly Budget _budget;
    private readonly Action<Progress>? _progress;
    private readonly HashSet<(int, int)> _explicit;
    private double _shortfall;
    private int[]? _best;
    private double _bestObjective = double.NegativeInfinity;

    internal Search(Problem problem, Budget budget, Action<Progress>? progress)
    {
        (_problem, _budget, _progress) = (problem, budget, progress);
        _explicit = [.. WorkThatNeedsColumns(problem)];
    }

    /// <summary>The work that has columns of its own by now.</summary>
    internal IReadOnlySet<(int Candidate, int Team)> Explicit => _explicit;

    internal Found Run()
    {
        if (_problem.Impossible) return Impossible;
        var floors = _problem.Bands.Any(b => b.Floor > 0);
        Take(ListSchedule.Build(_problem, ListSchedule.ByValueForEffort(_problem)), floors);
        if (floors)
        {
            var shortfall = Maximise(f => f.MinimiseShortfall(), finishes => -Evaluation.Shortfall(_problem, finishes), "floors", 1e-7, value: false);
            if (shortfall.Status is PlanStatus.Infeasible or PlanStatus.Unknown) return shortfall;
            _shortfall = Math.Max(0, -shortfall.Objective);
            Take(shortfall.Finishes, floors: false);
            if (shortfall.Status != PlanStatus.Optimal) return Stopped(shortfall);
        }

        return Maximise(f => f.MaximiseValue(_problem.Weights), Objective, "value", Tolerance, value: true) with { Shortfall = _shortfall };
    }

    private static Found Impossible => new(PlanStatus.Infeasible, null, double.NaN, double.NegativeInfinity, 0);

    /// <summary>The gap that counts as none, relative to max(1, |objective|).</summary>
    private const double Tolerance = 1e-6;

    private Found Stopped(Found shortfall) => new(PlanStatus.Feasible, shortfall.Finishes, Objective(shortfall.Finishes!), double.PositiveInfinity, _shortfall);

    private double Objective(int[] finishes) => Evaluation.Objective(_problem, finishes, _problem.Weights);

    private void Take(int[]? finishes, bool floors)
    {
        if (finishes is null || (!floors && Evaluation.Shortfall(_problem, finishes) > _shortfall + ShortfallSlack)) return;
        if (Objective(finishes) is var objective && objective > _bestObjective) (_best, _bestObjective) = (finishes, objective);
        if (!floors) Report(double.PositiveInfinity, "value");
    }

    /// <summary>One step: the best finishes that fit, for one objective.</summary>
    private Found Maximise(Action<Formulation> objective, Func<int[], double> worth, string phase, double tolerance, bool value)
    {
        var best = _best is null ? null : (int[])_best.Clone();
        var bound = double.PositiveInfinity;
        while (true)
        {
            var formulation = Build(objective, value);
            var solution = Highs.Solve(formulation.Model, Options(formulation, best, worth, phase, value, tolerance));
            _budget.Spend(solution.Work);
            if (solution.Status == SolveStatus.Infeasible) return best is null ? Impossible : Proven(best, worth);
            if (double.IsFinite(solution.Bound)) bound = Math.Min(bound, solution.Bound);
            if (solution.HasPoint)
            {
                var finishes = formulation.Finishes(solution.Point);
                var misfits = Layout.Misfits(_problem, finishes);
                if (misfits.Count == 0)
                {
                    if (best is null || worth(finishes) > worth(best)) best = finishes;
                    if (solution.Status == SolveStatus.Optimal) return Result(best, worth, bound, tolerance);
                }
                else if (!_budget.Over)
                {
                    GiveColumns(misfits);
                    continue;
                }
            }

            if (_budget.Over || solution.Status != SolveStatus.Optimal) return Result(best, worth, bound, tolerance);
        }
    }

    private Formulation Build(Action<Formulation> objective, bool value)
    {
        var formulation = Formulation.Build(_problem, _explicit);
        if (value && formulation.Shortfalls.Count > 0) formulation.Model.AtMost(_shortfall + (ShortfallSlack / 2), [.. formulation.Shortfalls.Select(s => (s, 1.0))]);
        objective(formulation);
        return formulation;
    }

    private SolveOptions Options(Formulation formulation, int[]? start, Func<int[], double> worth, string phase, bool value, double tolerance)
    {
        var last = -1.0;
        var incumbent = start is null ? double.NaN : worth(start);
        return new()
        {
            Seconds = _budget.Seconds,
            Work = _budget.Work,
            Seed = _budget.Limits.Seed,
            RelativeGap = value ? Math.Max(_budget.Limits.Gap, tolerance / 2) : 0,
            AbsoluteGap = value ? tolerance / 2 : 1e-7,
            Start = start is null ? null : formulation.PointOf(start),
            Cancel = _budget.Cancel,
            Improved = (_, point) =>
            {
                var finishes = formulation.Finishes(point);
                if (Layout.Misfits(_problem, finishes).Count > 0) return;
                if (value) Take(finishes, floors: false);
                incumbent = Math.Max(incumbent, worth(finishes));
            },
            Progress = (_, bound) =>
            {
                if (_budget.Elapsed - last < 0.1) return;
                last = _budget.Elapsed;
                if (value) Report(bound, phase);
            },
        };
    }

    private void Report(double bound, string phase) => _progress?.Invoke(new(
        _budget.Elapsed,
        _best is null ? null : Money.Of(_bestObjective),
        double.IsFinite(bound) ? Money.Of(bound) : null,
        phase));

    private static Found Proven(int[] best, Func<int[], double> worth) => new(PlanStatus.Optimal, best, worth(best), worth(best), 0);

    private static Found Result(int[]? best, Func<int[], double> worth, double bound, double tolerance)
    {
        if (best is null) return new(PlanStatus.Unknown, null, double.NaN, bound, 0);
        var objective = worth(best);
        var proven = bound - objective <= tolerance * Math.Max(1, Math.Abs(objective));
        return new(proven ? PlanStatus.Optimal : PlanStatus.Feasible, best, objective, Math.Max(bound, objective), 0);
    }

    /// <summary>Gives columns of its own to the work that stood in the way and starts late; to all such work of the team where none is left.</summary>
    private void GiveColumns(List<(int Candidate, int Team)> misfits)
    {
        var before = _explicit.Count;
        _explicit.UnionWith(misfits.Where(m => _problem.Candidates[m.Candidate].StartsLate));
        if (_explicit.Count > before) return;
        var teams = misfits.Select(m => m.Team).ToHashSet();
        _explicit.UnionWith(EveryPair(_problem).Where(p => teams.Contains(p.Team)));
        if (_explicit.Count == before) throw new InvalidOperationException("A plan whose work has columns of its own does not fit: the solver and the layout disagree.");
    }

    /// <summary>Work with a pace needs columns; late work gets them at once where that is few.</summary>
    private static IEnumerable<(int, int)> WorkThatNeedsColumns(Problem problem)
    {
        var pairs = EveryPair(problem).ToList();
        var paced = pairs.Where(p => problem.Candidates[p.Candidate].Pace < double.PositiveInfinity).ToList();
        var late = pairs.Where(p => problem.Candidates[p.Candidate].StartsLate).ToList();
        return late.Count * problem.Periods <= FewColumns ? paced.Union(late) : paced;
    }

    private static IEnumerable<(int Candidate, int Team)> EveryPair(Problem problem) =>
        problem.Candidates.SelectMany((c, i) => c.Possible ? c.Effort.Select(e => (i, e.Team)) : []);
}
