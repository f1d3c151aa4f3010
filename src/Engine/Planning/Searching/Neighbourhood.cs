namespace Dais.Engine.Planning.Searching;

/// <summary>A candidate set free, and the finishes it is offered.</summary>
internal readonly record struct Freed(int Candidate, int From, int To);

/// <summary>
/// The plans that differ from a given one only in the candidates set free, as a smaller problem of the same kind.
/// </summary>
/// <remarks>
/// All that is not free keeps its finish and its work. The work is first laid out as late as it can be, so that what is
/// left of the capacity is left early, where any work may use it; the plan itself remains one of the neighbourhood.
/// Whatever a free candidate owes to the others becomes its window, or makes it forced or impossible; a use case keeps
/// only the needs that are free, and its value from the period on in which the others are met. Every plan of the
/// smaller problem is one of the whole.
/// </remarks>
internal sealed class Neighbourhood
{
    private readonly Problem _whole;
    private readonly int[] _finishes;
    private readonly Freed[] _free;
    private readonly int[] _inside;
    private readonly double[][][] _work;
    private readonly List<Candidate> _given = [];

    private Neighbourhood(Problem whole, int[] finishes, Freed[] free, double[][][] work)
    {
        (_whole, _finishes, _free, _work) = (whole, finishes, free, work);
        _inside = Enumerable.Repeat(-1, finishes.Length).ToArray();
        for (var f = 0; f < free.Length; f++) _inside[free[f].Candidate] = f;
        Problem = Smaller();
    }

    /// <summary>The smaller problem; the free candidates come first, in the order given.</summary>
    internal Problem Problem { get; }

    /// <summary>The neighbourhood of <paramref name="finishes"/> with these candidates, each once, set free.</summary>
    internal static Neighbourhood? Of(Problem whole, int[] finishes, Freed[] free) =>
        WorkAround(whole, finishes, free) is { } work ? Of(whole, finishes, free, work) : null;

    /// <summary>The same where the work is already laid out, perhaps in a problem that allows less.</summary>
    internal static Neighbourhood Of(Problem whole, int[] finishes, Freed[] free, double[][][] work) => new(whole, finishes, free, work);

    /// <summary>The work of a plan as late as it can be, what is to be set free yielding; none where it does not fit.</summary>
    internal static double[][][]? WorkAround(Problem whole, int[] finishes, Freed[] free)
    {
        var yields = new bool[finishes.Length];
        foreach (var (candidate, _, _) in free) yields[candidate] = true;
        return Layout.Latest(whole, finishes, yields);
    }

    /// <summary>Where a candidate of the whole stands in the smaller problem; −1 where it is not free.</summary>
    internal int PlaceOf(int candidate) => _inside[candidate];

    /// <summary>The finishes of the whole that finishes of the smaller problem stand for.</summary>
    internal int[] Whole(int[] finishes)
    {
        var all = (int[])_finishes.Clone();
        for (var f = 0; f < _free.Length; f++) all[_free[f].Candidate] = finishes[f];
        return all;
    }

    /// <summary>The plan that the neighbourhood is about, as finishes of the smaller problem.</summary>
    internal int[] Start() => [.. _free.Select(f => _finishes[f.Candidate]), .. Problem.Candidates.Skip(_free.Length).Select(c => c.MinFinish)];

    private Problem Smaller()
    {
        var (forced, latest) = OwedToOthers();
        var candidates = _free.Select((f, place) => Inside(f, forced[place], latest[place])).ToList();
        var steps = _whole.Steps.Select(Step).ToArray();
        var kept = steps.Select((s, place) => (s, place)).Where(x => x.s is { Raisers.Length: > 0 }).ToList();
        var places = new int[steps.Length];
        foreach (var ((_, place), at) in kept.Select((x, at) => (x, at))) places[place] = at;
        var goals = _whole.Goals.Select(g => Goal(g, steps, places)).OfType<Goal>().ToArray();
        candidates.AddRange(_given);
        var effort = Evaluation.Effort(_whole, Outside());
        var problem = new Problem
        {
            Portfolio = _whole.Portfolio,
            Policy = _whole.Policy,
            Periods = _whole.Periods,
            Capacity = Left(_whole.Capacity),
            Candidates = [.. candidates],
            Steps = [.. kept.Select(x => x.s!)],
            Goals = goals,
            Bands = [.. _whole.Bands.Select((b, place) => new Band(b.Floor - effort[place], Math.Max(0, b.Ceiling - effort[place])))],
            Excludes = [.. _whole.Excludes.Where(e => _inside[e.A] >= 0 && _inside[e.B] >= 0).Select(e => (_inside[e.A], _inside[e.B]))],
            MaxMoves = _whole.MaxMoves == int.MaxValue ? int.MaxValue : _whole.MaxMoves - MovedOutside(),
            Weights = _whole.Weights,
            Value = _whole.Value,
            Total = _whole.Total,
        };
        Windows.Tighten(problem);
        return problem;
    }

    private int[] Outside() => [.. _finishes.Select((f, i) => _inside[i] >= 0 ? -1 : f)];

    private int MovedOutside() =>
        _whole.Candidates.Where((c, i) => _inside[i] < 0 && c.Promised is { } promised && _finishes[i] != promised).Count();

    /// <summary>What all that is not free leaves of that much capacity.</summary>
    internal double[][] Left(double[][] capacity)
    {
        var left = capacity.Select(c => (double[])c.Clone()).ToArray();
        for (var i = 0; i < _finishes.Length; i++)
        {
            if (_finishes[i] < 0 || _inside[i] >= 0) continue;
            for (var slot = 0; slot < _work[i].Length; slot++)
            {
                var team = left[_whole.Candidates[i].Effort[slot].Team];
                for (var t = 0; t < team.Length; t++) team[t] = Math.Max(0, team[t] - _work[i][slot][t]);
            }
        }

        return left;
    }

    /// <summary>What chosen candidates that stay need of the free ones: that they are chosen, and finished in time.</summary>
    private (bool[] Forced, int[] Latest) OwedToOthers()
    {
        var forced = new bool[_free.Length];
        var latest = Enumerable.Repeat(int.MaxValue, _free.Length).ToArray();
        for (var i = 0; i < _finishes.Length; i++)
        {
            if (_finishes[i] < 0 || _inside[i] >= 0) continue;
            foreach (var j in _whole.Candidates[i].After) Owe(j, Math.Min(FirstWork(i) - 1, _finishes[i] - _whole.Candidates[i].Periods));
            foreach (var j in _whole.Candidates[i].Requires) Owe(j, _finishes[i]);
        }

        foreach (var (a, b) in _whole.Excludes)
        {
            if (_inside[a] >= 0 && _inside[b] < 0 && _finishes[b] >= 0) latest[_inside[a]] = -1;
            if (_inside[b] >= 0 && _inside[a] < 0 && _finishes[a] >= 0) latest[_inside[b]] = -1;
        }

        return (forced, latest);

        void Owe(int j, int by)
        {
            if (_inside[j] is not (>= 0 and var f)) return;
            forced[f] = true;
            latest[f] = Math.Min(latest[f], by);
        }
    }

    private int FirstWork(int i)
    {
        for (var t = 0; t <= _finishes[i]; t++)
        {
            foreach (var work in _work[i])
            {
                if (work[t] > 0) return t;
            }
        }

        return int.MaxValue;
    }

    private Candidate Inside(Freed freed, bool forced, int latest)
    {
        var candidate = _whole.Candidates[freed.Candidate];
        var (earliest, first) = (candidate.Earliest, Math.Max(candidate.MinFinish, freed.From));
        var last = Math.Min(Math.Min(candidate.MaxFinish, freed.To), latest);
        foreach (var j in candidate.After)
        {
            if (_inside[j] >= 0) continue;
            if (_finishes[j] < 0) last = -1;
            earliest = Math.Max(earliest, _finishes[j] + 1);
        }

        foreach (var j in candidate.Requires)
        {
            if (_inside[j] >= 0) continue;
            if (_finishes[j] < 0) last = -1;
            first = Math.Max(first, _finishes[j]);
        }

        return new()
        {
            Id = candidate.Id,
            Effort = candidate.Effort,
            Total = candidate.Total,
            Periods = candidate.Periods,
            Pace = candidate.Pace,
            After = Free(candidate.After),
            Requires = Free(candidate.Requires),
            Earliest = earliest,
            Customer = candidate.Customer,
            Platform = candidate.Platform,
            Bucket = candidate.Bucket,
            Forced = candidate.Forced || forced,
            Promised = candidate.Promised,
            MinFinish = Math.Max(first, earliest + candidate.Periods - 1),
            MaxFinish = last,
        };
    }

    private int[] Free(int[] candidates) => [.. candidates.Where(j => _inside[j] >= 0).Select(j => _inside[j])];

    /// <summary>A capability level that free candidates may raise; if the others do too, by a candidate that is given.</summary>
    private Step? Step(Step step)
    {
        var free = Free(step.Raisers);
        if (free.Length == 0) return null;
        var first = FirstOutside(step);
        if (first == int.MaxValue) return step with { Raisers = free };
        _given.Add(Given(_whole.Candidates[step.Raisers[0]], first));
        return step with { Raisers = [.. free, _free.Length + _given.Count - 1] };
    }

    private int FirstOutside(Step step) =>
        step.Raisers.Where(i => _inside[i] < 0 && _finishes[i] >= 0).Select(i => _finishes[i]).DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>Something that is there at the end of that period, whatever is chosen.</summary>
    private Candidate Given(Candidate named, int finish) => new()
    {
        Id = named.Id,
        Effort = [],
        Total = 0,
        Periods = 1,
        Pace = double.PositiveInfinity,
        After = [],
        Requires = [],
        Earliest = 0,
        Customer = new double[_whole.Periods],
        Platform = new double[_whole.Periods],
        Bucket = -1,
        Forced = true,
        Promised = null,
        MinFinish = finish,
        MaxFinish = finish,
    };

    /// <summary>The use case with the needs that are free; none where nothing of it is, or where it cannot be any more.</summary>
    private Goal? Goal(Goal goal, Step?[] steps, int[] places)
    {
        var since = -1;
        foreach (var i in goal.Initiatives)
        {
            if (_inside[i] >= 0) continue;
            if (_finishes[i] < 0) return null;
            since = Math.Max(since, _finishes[i]);
        }

        var freeSteps = new List<int>();
        foreach (var s in goal.Steps)
        {
            if (steps[s] is not null)
            {
                freeSteps.Add(places[s]);
                continue;
            }

            if (FirstOutside(_whole.Steps[s]) is not (< int.MaxValue and var first)) return null;
            since = Math.Max(since, first);
        }

        var initiatives = Free(goal.Initiatives);
        if (initiatives.Length + freeSteps.Count == 0) return null;
        var value = since <= 0 ? goal.Value : goal.Value.Select((_, t) => goal.Value[Math.Max(t, since)]).ToArray();
        return goal with { Initiatives = initiatives, Steps = [.. freeSteps], Value = value };
    }
}
