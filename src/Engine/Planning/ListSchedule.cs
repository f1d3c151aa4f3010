namespace Dais.Engine.Planning;

/// <summary>
/// Plans by a list: takes candidates in a given order, each with all it stands on, and finishes each as soon as the
/// capacity that is left allows. Fast, keeps every rule, proves nothing.
/// </summary>
internal sealed class ListSchedule
{
    private const double Slack = 1e-9;

    private readonly Problem _problem;
    private readonly double[][] _spare;
    private readonly double[] _room;
    private readonly int[] _finishes;
    private readonly int[][] _against;
    private readonly Stack<(int Candidate, double[][] Work)> _placed = new();
    private readonly bool[] _visiting;

    private ListSchedule(Problem problem)
    {
        _problem = problem;
        _spare = [.. problem.Capacity.Select(c => (double[])c.Clone())];
        _room = [.. problem.Bands.Select(b => b.Ceiling)];
        _finishes = Enumerable.Repeat(-1, problem.Candidates.Length).ToArray();
        _visiting = new bool[_finishes.Length];
        _against = Against(problem);
    }

    /// <summary>The finishes of the plan by <paramref name="order"/>; none where what is forced does not fit this way.</summary>
    internal static int[]? Build(Problem problem, IEnumerable<int> order)
    {
        var schedule = new ListSchedule(problem);
        var forced = Enumerable.Range(0, problem.Candidates.Length).Where(i => problem.Candidates[i].Forced)
            .OrderBy(i => problem.Candidates[i].MaxFinish).ThenBy(i => problem.Candidates[i].MinFinish);
        foreach (var i in forced)
        {
            if (!schedule.TryWithAllItStandsOn(i)) return null;
        }

        if (!schedule.KeepsPromises()) return null;
        foreach (var i in order) schedule.TryWithAllItStandsOn(i);
        return schedule._finishes;
    }

    /// <summary>Most value for its effort first, each with its share of the use cases that need it.</summary>
    internal static IEnumerable<int> ByValueForEffort(Problem problem)
    {
        var worth = problem.Candidates.Select(c => c.Possible ? Problem.WorthOf(c, c.MinFinish, problem.Weights) : 0).ToArray();
        foreach (var goal in problem.Goals)
        {
            var needs = goal.Initiatives.Concat(goal.Steps.SelectMany(s => problem.Steps[s].Raisers)).Distinct().ToList();
            foreach (var i in needs) worth[i] += problem.Weights.Customer * goal.Full / needs.Count;
        }

        return Enumerable.Range(0, worth.Length).Where(i => problem.Candidates[i].Possible && worth[i] > 0)
            .OrderByDescending(i => worth[i] / Math.Max(problem.Candidates[i].Total, 1e-6)).ThenBy(i => i);
    }

    private static int[][] Against(Problem problem)
    {
        var against = problem.Candidates.Select(_ => new List<int>()).ToArray();
        foreach (var (a, b) in problem.Excludes)
        {
            against[a].Add(b);
            against[b].Add(a);
        }

        return [.. against.Select(list => list.ToArray())];
    }

    /// <summary>With few moves allowed, this way of planning only serves when every promise is kept.</summary>
    private bool KeepsPromises()
    {
        if (_problem.MaxMoves == int.MaxValue) return true;
        for (var i = 0; i < _finishes.Length; i++)
        {
            var candidate = _problem.Candidates[i];
            if (candidate.Promised is not { } promised) continue;
            if (promised > candidate.MaxFinish || promised < candidate.MinFinish) return false;
            if (!TryWithAllItStandsOn(i) || _finishes[i] > promised) return false;
            _finishes[i] = promised;
        }

        return Keeps(0);
    }

    private bool TryWithAllItStandsOn(int i)
    {
        var before = _placed.Count;
        if (Place(i) && Keeps(before)) return true;
        while (_placed.Count > before) TakeBack();
        return false;
    }

    private bool Place(int i)
    {
        if (_finishes[i] >= 0 || _visiting[i]) return true;
        var candidate = _problem.Candidates[i];
        if (!candidate.Possible || _against[i].Any(other => _finishes[other] >= 0)) return false;
        _visiting[i] = true;
        var placed = candidate.After.All(Place) && candidate.Requires.All(Place) && Settle(i);
        _visiting[i] = false;
        return placed;
    }

    /// <summary>Puts the work into the first capacity that is left.</summary>
    private bool Settle(int i)
    {
        var candidate = _problem.Candidates[i];
        var bucket = candidate.Bucket;
        if (bucket >= 0 && _room[bucket] + Slack < candidate.Total) return false;
        if (candidate.After.Any(j => _finishes[j] < 0) || _against[i].Any(other => _finishes[other] >= 0)) return false;
        var first = Evaluation.First(_problem, i, _finishes);
        var finish = Math.Max(candidate.MinFinish, first + candidate.Periods - 1);
        foreach (var j in candidate.Requires) finish = Math.Max(finish, _finishes[j]);
        var work = new double[candidate.Effort.Length][];
        for (var e = 0; e < work.Length; e++)
        {
            work[e] = new double[_problem.Periods];
            var spare = _spare[candidate.Effort[e].Team];
            var left = candidate.Effort[e].Ew;
            for (var t = first; t <= candidate.MaxFinish && left > Slack; t++)
            {
                var amount = Math.Min(left, Math.Min(candidate.Pace, spare[t]));
                work[e][t] = amount;
                left -= amount;
                if (amount > 0) finish = Math.Max(finish, t);
            }

            if (left > Slack) return false;
        }

        if (finish > candidate.MaxFinish) return false;
        for (var e = 0; e < work.Length; e++) Book(candidate.Effort[e].Team, work[e], -1);
        if (bucket >= 0) _room[bucket] -= candidate.Total;
        _finishes[i] = finish;
        _placed.Push((i, work));
        return true;
    }

    private void TakeBack()
    {
        var (i, work) = _placed.Pop();
        var candidate = _problem.Candidates[i];
        for (var e = 0; e < work.Length; e++) Book(candidate.Effort[e].Team, work[e], 1);
        if (candidate.Bucket >= 0) _room[candidate.Bucket] += candidate.Total;
        _finishes[i] = -1;
    }

    private void Book(int team, double[] work, int sign)
    {
        for (var t = 0; t < work.Length; t++) _spare[team][t] += sign * work[t];
    }

    /// <summary>R5 and R6 for what was placed after the first <paramref name="before"/>: loops of requirements ship together.</summary>
    private bool Keeps(int before)
    {
        var placed = _placed.Take(_placed.Count - before).ToList();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (i, _) in placed)
            {
                foreach (var j in _problem.Candidates[i].Requires)
                {
                    if (_finishes[j] < 0) return false;
                    if (_finishes[j] <= _finishes[i]) continue;
                    if (_finishes[j] > _problem.Candidates[i].MaxFinish) return false;
                    _finishes[i] = _finishes[j];
                    changed = true;
                }
            }
        }

        foreach (var (i, work) in placed)
        {
            var first = Evaluation.First(_problem, i, _finishes);
            if (_problem.Candidates[i].After.Any(j => _finishes[j] < 0)) return false;
            if (_finishes[i] < first + _problem.Candidates[i].Periods - 1) return false;
            if (work.Any(w => Array.FindIndex(w, x => x > 0) is >= 0 and var at && at < first)) return false;
        }

        return true;
    }
}
