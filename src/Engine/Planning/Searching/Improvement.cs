using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Searching;

/// <summary>
/// Makes a plan better piece by piece: sets some candidates free, finds the best plan that differs only in them, and
/// goes on from it.
/// </summary>
/// <remarks>
/// Large neighbourhood search (Shaw 1998). Each kind of neighbourhood is tried in turn at first, and later as often as
/// it has paid; it grows while it is solved easily and shrinks when it is not, and none takes more than a tenth of what
/// the whole search has taken so far, nor of what there is. Every plan is checked against the rules before it is offered, so a mistake here
/// can cost time but never a rule. Counted in work instead of seconds, the same seed takes the same steps.
/// </remarks>
internal sealed class Improvement
{
    private const double SecondsEach = 1;
    private const long WorkEach = 4000;
    private const double SecondsNear = 0.5;
    private const double ShareEach = 0.1;
    private const double LeastSeconds = 0.1;
    private const long LeastWork = 400;
    private const int ColumnsForWork = 2000;
    private const int LeastColumns = 60;
    private const int FirstColumns = 100;
    private const int MostColumns = 6000;

    private static readonly int[] ColumnsNear = [320, 960];

    private readonly Problem _problem;
    private readonly Incumbent _incumbent;
    private readonly Budget _budget;
    private readonly Selection _selection;
    private readonly Random _random;
    private readonly double[] _columns;
    private readonly double[] _paid;
    private readonly double _most;

    // To lay out the whole plan for a neighbourhood of it is work too, where the whole is large.
    private readonly long _overhead;

    internal Improvement(Problem problem, Incumbent incumbent, Relaxation? relaxation, Budget budget, int seed)
    {
        (_problem, _incumbent, _budget) = (problem, incumbent, budget);
        _selection = new(problem, relaxation, seed);
        _random = new(seed);
        _overhead = Sides.Columns(problem) / ColumnsForWork;
        _most = Math.Clamp(budget.Seconds * ShareEach, LeastSeconds, SecondsEach);
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

    /// <summary>Goes on from a plan that was good before something changed: looks near the change, in neighbourhoods that grow.</summary>
    internal void From(int[] start, Changed? changed)
    {
        if (changed is null or { IsEmpty: true }) return;
        foreach (var columns in ColumnsNear)
        {
            if (_budget.Over || _incumbent.Closed.IsCancellationRequested) return;
            var free = Vicinity.Of(_problem, changed, start, columns);
            if (free.Length * _problem.Periods > MostColumns || Freed(start, free) is not { } better) return;
            start = better;
        }
    }

    /// <summary>Offers the best of the plans that go together from parts of two: what both have stays, all else is free.</summary>
    internal void Cross(int[] one, int[] other) =>
        Freed(one, [.. Enumerable.Range(0, one.Length).Where(i => one[i] != other[i]).Select(i => new Freed(i, 0, _problem.Periods - 1))]);

    /// <summary>The best plan found with that set free, which is offered; none where none was found.</summary>
    private int[]? Freed(int[] start, Freed[] free)
    {
        if (free.Length == 0 || Around(start, free) is not { } part) return null;
        var (solution, found) = Solve(part, Math.Min(_most, SecondsNear), WorkEach, Soundness.Holds(_problem, start));
        _budget.Spend(solution.Work + _overhead);
        if (found is null || part.Whole(found) is not { } whole || !Soundness.Holds(_problem, whole)) return null;
        _incumbent.Take(whole);
        return whole;
    }

    /// <summary>The neighbourhood, also where what is free has no place any more.</summary>
    private Neighbourhood? Around(int[] start, Freed[] free)
    {
        if (Neighbourhood.Of(_problem, start, free) is { } part) return part;
        var others = (int[])start.Clone();
        foreach (var f in free) others[f.Candidate] = -1;
        return Neighbourhood.WorkAround(_problem, others, free) is { } work ? Neighbourhood.Of(_problem, start, free, work) : null;
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
        var (solution, found) = Solve(part, SecondsNow, WorkNow, true);
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

    private (Solution Solution, int[]? Found) Solve(Neighbourhood part, double seconds, long work, bool sound)
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
            Seconds = _budget.Counted ? _budget.Seconds : Math.Min(seconds, _budget.Seconds),
            Work = Math.Min(work, _budget.Work),
            Seed = _budget.Limits.Seed,
            AbsoluteGap = 1e-6 * Math.Max(1, Math.Abs(_incumbent.Objective)),
            Start = sound ? formulation.PointOf(part.Start()) : null,
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
    private double SecondsNow => Math.Clamp(_budget.Elapsed * ShareEach, LeastSeconds, _most);

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
