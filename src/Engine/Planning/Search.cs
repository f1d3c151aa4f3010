using Dais.Engine.Planning.Searching;
using Dais.Engine.Solving;

namespace Dais.Engine.Planning;

/// <summary>What a search found: finishes that fit, and how good they are.</summary>
/// <param name="Status">What is known.</param>
/// <param name="Finishes">The finish of each candidate, −1 where it is not chosen; none without a plan.</param>
/// <param name="Objective">The objective of these finishes.</param>
/// <param name="Bound">No plan is worth more.</param>
/// <param name="Shortfall">What lacks to the floors.</param>
internal sealed record Found(PlanStatus Status, int[]? Finishes, double Objective, double Bound, double Shortfall);

/// <summary>What one step of a search is to make as large as it can.</summary>
/// <param name="Phase">Its name, for progress.</param>
/// <param name="Prepare">Adds its rows and sets its objective.</param>
/// <param name="Worth">The same objective for given finishes.</param>
internal sealed record Aim(string Phase, Action<Formulation> Prepare, Func<int[], double> Worth)
{
    /// <summary>The gap that counts as none, relative to max(1, |objective|).</summary>
    internal double Tolerance { get; init; } = 1e-6;

    /// <summary>How near the solver is asked to come, on the same scale; absent is half the tolerance.</summary>
    internal double? Near { get; init; }

    /// <summary>The relative gap at which to stop.</summary>
    internal double Gap { get; init; }

    /// <summary>Whether the objective is always a whole number.</summary>
    internal bool Whole { get; init; }

    /// <summary>The most that may lack to the floors.</summary>
    internal double Shortfall { get; init; }

    /// <summary>Only plans whose objective is above this are looked for.</summary>
    internal double Above { get; init; } = double.NegativeInfinity;

    /// <summary>Whether all work gets columns of its own.</summary>
    internal bool EveryWork { get; init; }

    /// <summary>Told the solver's objective when solved to the end; where <see cref="Worth"/> cannot tell it from finishes.</summary>
    internal Action<double>? Solved { get; init; }

    /// <summary>Whether another solver is asked before anything is called impossible.</summary>
    internal bool AskAgain { get; init; }

    /// <summary>Whether its plans and bounds are progress to show.</summary>
    internal bool Shown { get; init; }

    /// <summary>Told each better plan that keeps the rules as it is found; on the solving thread.</summary>
    internal Action<int[]>? Seen { get; init; }
}

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
    private const int RowsOfAStep = 2000;
    private const int TrialsOfAColumn = 1;
    private const double ShareForFloors = 0.2;
    private const double ShortfallSlack = 1e-6;

    private readonly Problem _problem;
    private readonly Budget _budget;
    private readonly Incumbent _incumbent;
    private readonly WorkColumns _columns;
    private readonly int[]? _start;
    private readonly Changed? _changed;

    internal Search(Problem problem, Budget budget, Action<Progress>? progress, int[]? start = null, Changed? changed = null)
    {
        (_problem, _budget, _start, _changed) = (problem, budget, start, changed);
        _incumbent = new(problem, budget, progress) { Gap = budget.Limits.Gap };
        _columns = new(problem);
    }

    /// <summary>Tells what is done now.</summary>
    internal void Enter(string phase)
    {
        _incumbent.Enter(phase);
        _incumbent.Report();
    }

    /// <summary>Goes on from what is known: how much has to lack to the floors, plans that lack no more, and what none of them is worth more than.</summary>
    internal void Begin(double shortfall, bool floorsKnown, IEnumerable<int[]> plans, double bound = double.PositiveInfinity)
    {
        _incumbent.Aim(shortfall);
        FloorsKnown = floorsKnown;
        foreach (var plan in plans) _incumbent.Take(plan);
        if (double.IsFinite(bound)) _incumbent.Lift(bound);
    }

    internal Found Run() => Run(sides => sides.Run());

    /// <summary>As <see cref="Run()"/>, but by lists and neighbourhoods, of large problems the relaxation too: a good plan in little time, hardly ever a proof.</summary>
    internal Found Sketch() => Run(sides => sides.Sketch());

    /// <summary>Looks near the best plan known for one that lacks no more to the floors than it may; whether there is one now.</summary>
    internal bool ComeToFloors() =>
        _incumbent.OnTarget || (_incumbent.Finishes is not null && new Improvement(_problem, _incumbent, null, _budget, _budget.Limits.Seed).Run(() => _incumbent.OnTarget));

    private Found Run(Func<Sides, Found> how)
    {
        if (_problem.Impossible) return Impossible;
        _incumbent.Take(ListSchedule.Build(_problem, ListSchedule.ByValueForEffort(_problem)));
        if (_start is not null) TakeFrom(_start);
        if (!_incumbent.OnTarget && FloorsFirst() is { } none) return none;
        _incumbent.Enter("value");
        return how(new Sides(this, _problem, _incumbent, _budget) { Begun = _start is null ? null : (_start, _changed) }) with { Shortfall = _incumbent.Target };
    }

    /// <summary>Offers a plan of a problem that was a little different: as it is, where it still keeps the rules, and as a list.</summary>
    private void TakeFrom(int[] start)
    {
        if (Soundness.Holds(_problem, start)) _incumbent.Take(start);
        var order = Enumerable.Range(0, start.Length).Where(i => start[i] >= 0).OrderBy(i => start[i]).ThenBy(i => i);
        if (ListSchedule.Build(_problem, order.Concat(ListSchedule.ByValueForEffort(_problem))) is { } again && Soundness.Holds(_problem, again)) _incumbent.Take(again);
    }

    /// <summary>Whether it is proven that no plan lacks less to the floors.</summary>
    internal bool FloorsKnown { get; private set; } = true;

    /// <summary>Finds the least shortfall, and makes it the one to keep; what is known where there is no plan to go on with.</summary>
    private Found? FloorsFirst()
    {
        var large = Sides.IsLarge(_problem);
        if (large) _budget.Within(ShareForFloors, ComeToFloors);
        if (_incumbent.OnTarget) return null;
        if (Sides.IsHuge(_problem)) return FloorsAsTheyAre();
        var found = large ? _budget.Within(ShareForFloors, () => Maximise(Shortfall, _incumbent.Finishes)) : Maximise(Shortfall, _incumbent.Finishes);
        if (found.Status is PlanStatus.Infeasible or PlanStatus.Unknown) return found;
        FloorsKnown = found.Status == PlanStatus.Optimal;
        _incumbent.Aim(Math.Max(0, -found.Objective));
        _incumbent.Take(found.Finishes);
        return null;
    }

    /// <summary>Where no model of the whole can be had, what the best plan lacks is what others may lack too.</summary>
    private Found? FloorsAsTheyAre()
    {
        if (_incumbent.Finishes is null) return new(PlanStatus.Unknown, null, double.NaN, double.PositiveInfinity, 0);
        FloorsKnown = false;
        _incumbent.Aim(_incumbent.Shortfall);
        return null;
    }

    /// <summary>The most value among plans that lack no more than they must, by branch and bound.</summary>
    internal Aim Value => new("value", f => f.MaximiseValue(_problem.Weights), Objective)
    {
        Tolerance = Tolerance,
        Gap = _budget.Limits.Gap,
        Shortfall = _incumbent.Target,
        Shown = true,
        AskAgain = !_problem.Bands.Any(b => b.Floor > 0),
    };

    /// <summary>The least that must lack to the floors, in engineer-weeks; none where it is not proven.</summary>
    internal double? LeastShortfall()
    {
        if (Sides.IsHuge(_problem) || (Sides.IsLarge(_problem) && _budget.Over)) return null;
        var found = _problem.Impossible ? Impossible : Maximise(Shortfall, null);
        return found.Status == PlanStatus.Optimal ? Math.Max(0, -found.Objective) : null;
    }

    /// <summary>The least that lacks to the floors, in engineer-weeks.</summary>
    /// <remarks>The solver may be off by its own tolerance on each floor's row, so that what counts as proven is wider than what it is asked for.</remarks>
    private Aim Shortfall => new("floors", f => f.MinimiseShortfall(), finishes => -Evaluation.Shortfall(_problem, finishes)) { Tolerance = 1e-5, Near = 5e-8, Shortfall = double.PositiveInfinity, AskAgain = true };

    /// <summary>Whether any plan keeps the rules, whatever lacks to the floors.</summary>
    /// <remarks>Unknown when the budget ends first.</remarks>
    internal bool? Exists()
    {
        if (_problem.Impossible) return false;
        if (ListSchedule.Build(_problem, []) is { } some && Layout.Misfits(_problem, some).Count == 0) return true;
        var found = Maximise(new("rules", f => f.ClearObjective(), _ => 0) { Shortfall = double.PositiveInfinity, AskAgain = true }, null);
        return found.Status == PlanStatus.Unknown ? null : found.Status != PlanStatus.Infeasible;
    }

    private static Found Impossible => new(PlanStatus.Infeasible, null, double.NaN, double.NegativeInfinity, 0);

    /// <summary>The gap that counts as none, relative to max(1, |objective|).</summary>
    internal const double Tolerance = 1e-6;

    private double Objective(int[] finishes) => Evaluation.Objective(_problem, finishes, _problem.Weights);

    /// <summary>The finishes that fit and are best for one aim, beginning from <paramref name="start"/>.</summary>
    internal Found Maximise(Aim aim, int[]? start)
    {
        var best = start;
        var bound = double.PositiveInfinity;
        while (true)
        {
            var formulation = Build(aim);
            var solution = MixedInteger.Solve(formulation.Model, Options(formulation, best, aim));
            _budget.Spend(solution.Work * Heaviness(formulation));
            if (solution.Status == SolveStatus.Infeasible && aim.AskAgain) solution = AskedAgain(formulation.Model, solution);
            if (solution.Status == SolveStatus.Infeasible) return Impossible;
            if (double.IsFinite(solution.Bound)) bound = Math.Min(bound, solution.Bound);
            if (solution.HasPoint)
            {
                var finishes = formulation.Finishes(solution.Point);
                var misfits = Layout.Misfits(_problem, finishes);
                if (misfits.Count == 0)
                {
                    if (solution.Status == SolveStatus.Optimal && aim.Solved is { } solved)
                    {
                        solved(solution.Objective);
                        return new(PlanStatus.Optimal, finishes, solution.Objective, bound, aim.Shortfall);
                    }

                    if (best is null || aim.Worth(finishes) > aim.Worth(best)) best = finishes;
                    if (solution.Status == SolveStatus.Optimal) return Result(best, bound, aim);
                }
                else if (!_budget.Over)
                {
                    _columns.Give(misfits);
                    continue;
                }
            }

            if (_budget.Over || solution.Status != SolveStatus.Optimal) return Result(best, bound, aim);
        }
    }

    private Solution AskedAgain(LinearModel model, Solution impossible)
    {
        var point = SecondOpinion.AnyPoint(model, _budget.Seconds);
        return point.Length == 0 ? impossible : impossible with { Status = SolveStatus.Feasible, Point = point, Bound = double.PositiveInfinity };
    }

    private Formulation Build(Aim aim)
    {
        var formulation = Formulation.Build(_problem, aim.EveryWork ? WorkColumns.Every(_problem) : _columns.Pairs);
        if (double.IsFinite(aim.Shortfall) && formulation.Shortfalls.Count > 0)
        {
            formulation.Model.AtMost(aim.Shortfall + (ShortfallSlack / 2), [.. formulation.Shortfalls.Select(s => (s, 1.0))]);
        }

        aim.Prepare(formulation);
        return formulation;
    }

    /// <summary>For how much a step on this model counts: it takes the longer, the more rows there are.</summary>
    private static int Heaviness(Formulation formulation) => Math.Max(1, formulation.Model.Rows / RowsOfAStep);

    private SolveOptions Options(Formulation formulation, int[]? start, Aim aim)
    {
        var near = aim.Near ?? (aim.Tolerance / 2);
        return new()
        {
            Seconds = _budget.Seconds,
            Work = _budget.Counted ? _budget.Work / Heaviness(formulation) : _budget.Work,
            Seed = _budget.Limits.Seed,
            RelativeGap = Math.Max(aim.Gap, aim.Whole ? 0 : near),
            AbsoluteGap = aim.Whole ? 0.999 : near,
            Cutoff = aim.Above,
            Trials = TrialsOfAColumn,
            Start = start is null ? null : formulation.PointOf(start),
            Cancel = aim.Shown ? _incumbent.Closed : _budget.Cancel,
            Improved = !aim.Shown && aim.Seen is null ? null : (_, point) =>
            {
                var finishes = formulation.Finishes(point);
                if (!Layout.Fits(_problem, finishes)) return;
                if (aim.Shown) _incumbent.Take(finishes);
                aim.Seen?.Invoke(finishes);
            },
            Progress = !aim.Shown ? null : (_, bound) => _incumbent.Lift(bound),
        };
    }

    private static Found Result(int[]? best, double bound, Aim aim)
    {
        if (best is null) return new(PlanStatus.Unknown, null, double.NaN, bound, 0);
        var objective = aim.Worth(best);
        var near = aim.Whole ? 0.999 : aim.Tolerance * Math.Max(1, Math.Abs(objective));
        return new(bound - objective <= near ? PlanStatus.Optimal : PlanStatus.Feasible, best, objective, Math.Max(bound, objective), 0);
    }
}
