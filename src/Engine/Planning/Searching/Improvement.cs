using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Searching;

/// <summary>
/// Makes a plan better piece by piece: sets some candidates free, finds the best plan that differs only in them, and
/// goes on from it.
/// </summary>
/// <remarks>
/// Large neighbourhood search (Shaw 1998). Each kind of neighbourhood is tried in turn at first, and later as often as
/// it has paid; it grows while it is solved easily and shrinks when it is not, and none takes more than a tenth of what
/// the whole search has taken so far. Every plan is checked against the rules before it is offered, so a mistake here
/// can cost time but never a rule. Counted in work instead of seconds, the same seed takes the same steps.
/// </remarks>
internal sealed class Improvement
{
    private const double SecondsEach = 1;
    private const long WorkEach = 4000;
    private const double ShareEach = 0.1;
    private const double LeastSeconds = 0.1;
    private const long LeastWork = 400;
    private const int ColumnsForWork = 2000;
    private const int LeastColumns = 60;
    private const int FirstColumns = 100;
    private const int MostColumns = 6000;

    private readonly Problem _problem;
    private readonly Incumbent _incumbent;
    private readonly Budget _budget;
    private readonly Selection _selection;
    private readonly Random _random;
    private readonly double[] _columns;
    private readonly double[] _paid;

    // To lay out the whole plan for a neighbourhood of it is work too, where the whole is large.
    private readonly long _overhead;

    internal Improvement(Problem problem, Incumbent incumbent, Relaxation? relaxation, Budget budget, int seed)
    {
        (_problem, _incumbent, _budget) = (problem, incumbent, budget);
        _selection = new(problem, relaxation, seed);
        _random = new(seed);
        _overhead = Sides.Columns(problem) / ColumnsForWork;
        _columns = Enumerable.Repeat(Math.Clamp(Sides.Columns(problem) / 3.0, LeastColumns, FirstColumns), Enum.GetValues<Pick>().Length).ToArray();
        _paid = Enumerable.Repeat(1.0, _columns.Length).ToArray();
    }

    /// <summary>Goes on until the search is closed, the budget is over, or <paramref name="enough"/> says so.</summary>
    /// <returns>Whether it was enough.</returns>
    internal bool Run(Func<bool> enough)
    {
        while (!_budget.Over && !_incumbent.Closed.IsCancellationRequested)
        {
            if (enough()) return true;
            Once();
        }

        return false;
    }

    private void Once()
    {
        if (_incumbent.Finishes is not { } finishes)
        {
            // The branch and bound beside may find one.
            _incumbent.Closed.WaitHandle.WaitOne(10);
            return;
        }

        var pick = Choose();
        var free = _selection.Next(pick, finishes, (int)_columns[(int)pick]);
        if (free.Length == 0 || Neighbourhood.Of(_problem, finishes, free) is not { } part)
        {
            _budget.Spend(_overhead + 1);
            return;
        }

        var before = _budget.Elapsed;
        var (solution, found) = Solve(part);
        _budget.Spend(solution.Work + _overhead);
        var gained = Take(part, finishes, found);
        Learn(pick, solution, gained, _budget.Elapsed - before);
    }

    private Pick Choose()
    {
        var left = _random.NextDouble() * _paid.Sum();
        for (var p = 0; p < _paid.Length; p++)
        {
            if ((left -= _paid[p]) <= 0) return (Pick)p;
        }

        return Pick.Doubts;
    }

    private (Solution Solution, int[]? Found) Solve(Neighbourhood part)
    {
        var problem = part.Problem;
        var late = problem.Candidates.SelectMany((c, i) => c.Possible && (c.StartsLate || c.Pace < double.PositiveInfinity) ? c.Effort.Select(e => (i, e.Team)) : []);
        var formulation = Formulation.Build(problem, late);
        if (_incumbent.OnTarget)
        {
            if (formulation.Shortfalls.Count > 0) formulation.Model.AtMost(_incumbent.Target + 5e-7, [.. formulation.Shortfalls.Select(s => (s, 1.0))]);
            formulation.MaximiseValue(problem.Weights);
        }
        else
        {
            formulation.MinimiseShortfall();
        }

        var solution = Highs.Solve(formulation.Model, new()
        {
            Seconds = _budget.Counted ? _budget.Seconds : Math.Min(SecondsNow, _budget.Seconds),
            Work = Math.Min(WorkNow, _budget.Work),
            Seed = _budget.Limits.Seed,
            AbsoluteGap = 1e-6 * Math.Max(1, Math.Abs(_incumbent.Objective)),
            Start = formulation.PointOf(part.Start()),
            Cancel = _incumbent.Closed,
        });
        return (solution, solution.HasPoint ? formulation.Finishes(solution.Point) : null);
    }

    private double Take(Neighbourhood part, int[] from, int[]? found)
    {
        if (found is null) return 0;
        var before = _incumbent.Objective;
        var whole = part.Whole(found);
        if (whole.AsSpan().SequenceEqual(from)) return 0;
        if (!Soundness.Holds(_problem, whole)) return 0;
        return _incumbent.Take(whole) ? Math.Max(0, _incumbent.Objective - before) : 0;
    }

    // Early, when most neighbourhoods pay, one that is too hard must not take a large part of the time there was.
    private double SecondsNow => Math.Clamp(_budget.Elapsed * ShareEach, LeastSeconds, SecondsEach);

    private long WorkNow => Math.Clamp((long)(_budget.Spent * ShareEach), LeastWork, WorkEach);

    /// <summary>What paid is tried more often; what was easy is made larger, what was too hard smaller.</summary>
    private void Learn(Pick pick, Solution solution, double gained, double seconds)
    {
        var p = (int)pick;
        _paid[p] = Math.Max(0.1, (0.9 * _paid[p]) + (0.1 * (gained > 0 ? 1 : 0)));
        var easy = solution.Status == SolveStatus.Optimal && (_budget.Limits.Work is null ? seconds < SecondsNow / 3 : solution.Work < WorkNow / 3);
        _columns[p] = Math.Clamp(_columns[p] * (easy ? 1.1 : solution.Status == SolveStatus.Optimal ? 1 : 0.85), LeastColumns, MostColumns);
    }
}
