namespace Dais.Engine.Planning.Forecasting;

/// <summary>
/// Lets a plan happen with other efforts than it reckoned with: the teams keep to its order, and what takes longer
/// pushes back what comes behind it.
/// </summary>
/// <remarks>
/// <para>
/// The plan is, for each team, a row of bookings: so much work on this in that period. They are taken in the order of
/// their periods, within one by the planned finish and then by id. A piece of work that takes less ends with the
/// booking in which it is done; what takes more is added to its last booking. No booking is begun before its period
/// (nobody stands ready earlier), nor before what it is after is finished; one that has to wait lets the next ones go
/// first. A team never does more in a period than its capacity, nor more on one thing than its pace (R2, R4).
/// </para>
/// <para>
/// An initiative is finished in the period in which its last work is done, once its least number of periods has passed
/// and what it requires is finished too (R3, R6). Where the plan finishes it later than its last work, that date was set
/// for another reason, and it is not finished before it. So efforts as planned give the finishes as planned.
/// </para>
/// </remarks>
internal sealed class Replay
{
    private const double Dust = 1e-6;

    private readonly Problem _problem;
    private readonly int[] _chosen;
    private readonly int[] _planned;
    private readonly int[] _noEarlier;
    private readonly bool[] _busy;
    private readonly Booking[][] _bookings;
    private readonly Job[] _jobs;
    private readonly double[] _left;
    private readonly double[] _jobLeft;
    private readonly double[] _pace;
    private readonly int[] _finish;

    private Replay(Problem problem, int[] planned, Func<int, int, IReadOnlyList<double>> workOf)
    {
        _problem = problem;
        _planned = planned;
        _chosen = [.. Enumerable.Range(0, _planned.Length).Where(i => _planned[i] >= 0)];
        _finish = new int[_planned.Length];
        _noEarlier = new int[_planned.Length];
        _busy = new bool[_planned.Length];
        var jobs = new List<Job>();
        var bookings = problem.Capacity.Select(_ => new List<Booking>()).ToArray();
        foreach (var i in _chosen)
        {
            var lastWork = -1;
            for (var slot = 0; slot < problem.Candidates[i].Effort.Length; slot++)
            {
                var team = problem.Candidates[i].Effort[slot].Team;
                var job = jobs.Count;
                jobs.Add(new(i, slot));
                var work = workOf(i, slot);
                var end = work.Count - 1;
                while (end > 0 && work[end] <= 0) end--;
                for (var t = 0; t <= end; t++)
                {
                    if (work[t] > 0 || t == end) bookings[team].Add(new(job, t, work[t], t == end));
                }

                lastWork = Math.Max(lastWork, end);
            }

            _noEarlier[i] = lastWork == _planned[i] ? 0 : _planned[i];
        }

        _jobs = [.. jobs];
        _bookings = [.. bookings.Select(list => list.OrderBy(b => b.Period).ThenBy(b => _planned[_jobs[b.Job].Candidate]).ThenBy(b => _jobs[b.Job].Candidate).ToArray())];
        for (int team = 0, place = 0; team < _bookings.Length; team++)
        {
            for (var b = 0; b < _bookings[team].Length; b++) _bookings[team][b] = _bookings[team][b] with { Place = place++ };
        }

        _left = new double[_bookings.Sum(b => b.Length)];
        _jobLeft = new double[_jobs.Length];
        _pace = new double[_jobs.Length];
    }

    /// <summary>The candidates that the plan chooses.</summary>
    internal IReadOnlyList<int> Chosen => _chosen;

    /// <summary>The planned finish of each candidate; −1 where it is not chosen.</summary>
    internal IReadOnlyList<int> Planned => _planned;

    internal static Replay Of(Problem problem, Plan plan)
    {
        var planned = plan.Initiatives.ToDictionary(p => p.Id);
        return new(problem, problem.FinishesOf(plan), (i, slot) =>
            [.. planned[problem.Candidates[i].Id].Work[problem.Portfolio.Teams[problem.Candidates[i].Effort[slot].Team].Id].Select(w => w.Value)]);
    }

    /// <summary>The same for finishes that fit, with the work by candidate, place of the team and period.</summary>
    internal static Replay Of(Problem problem, int[] finishes, double[][][] work) => new(problem, finishes, (i, slot) => work[i][slot]);

    /// <summary>The finish of each candidate with these efforts: the number of periods where it lies after the horizon, −1 where it is not chosen.</summary>
    /// <param name="effort">The work that candidate i takes of the team at that place of its effort.</param>
    internal int[] Run(Func<int, int, double> effort)
    {
        Array.Fill(_finish, -1);
        foreach (var i in _chosen) _finish[i] = int.MaxValue;
        for (var j = 0; j < _jobs.Length; j++) _jobLeft[j] = effort(_jobs[j].Candidate, _jobs[j].Slot);
        Spread();
        for (var t = 0; t < _problem.Periods; t++)
        {
            for (var team = 0; team < _bookings.Length; team++) Work(team, t);
            Finish(t);
        }

        foreach (var i in _chosen) _finish[i] = Math.Min(_finish[i], _problem.Periods);
        return _finish;
    }

    /// <summary>Fills the bookings with the real work, in their order; the last one takes the rest.</summary>
    private void Spread()
    {
        foreach (var bookings in _bookings)
        {
            foreach (var b in bookings)
            {
                var amount = b.IsLast ? _jobLeft[b.Job] : Math.Min(_jobLeft[b.Job], b.Ew);
                _left[b.Place] = amount;
                _jobLeft[b.Job] -= amount;
            }
        }

        foreach (var bookings in _bookings)
        {
            foreach (var b in bookings) _jobLeft[b.Job] += _left[b.Place];
        }
    }

    private void Work(int team, int t)
    {
        var capacity = _problem.Capacity[team][t];
        foreach (var b in _bookings[team])
        {
            if (b.Period > t) break;
            _pace[b.Job] = _problem.Candidates[_jobs[b.Job].Candidate].Pace;
        }

        foreach (var b in _bookings[team])
        {
            if (b.Period > t || capacity <= 0) break;
            if (_left[b.Place] <= 0 || !MayBegin(_jobs[b.Job].Candidate, t)) continue;
            var amount = Math.Min(_left[b.Place], Math.Min(capacity, _pace[b.Job]));
            _left[b.Place] -= amount;
            _jobLeft[b.Job] -= amount;
            _pace[b.Job] -= amount;
            capacity -= amount;
        }
    }

    private bool MayBegin(int i, int t)
    {
        foreach (var j in _problem.Candidates[i].After)
        {
            if (_finish[j] >= t) return false;
        }

        return true;
    }

    /// <summary>What is finished at the end of t: what has no work left and no reason to wait, less what requires something that is not finished.</summary>
    private void Finish(int t)
    {
        Array.Clear(_busy);
        for (var j = 0; j < _jobs.Length; j++) _busy[_jobs[j].Candidate] |= _jobLeft[j] > Dust;
        var ready = new List<int>();
        foreach (var i in _chosen)
        {
            if (_finish[i] != int.MaxValue || _busy[i] || t < _noEarlier[i] || !MayBegin(i, t)) continue;
            if (t >= Evaluation.First(_problem, i, _finish) + _problem.Candidates[i].Periods - 1) ready.Add(i);
        }

        foreach (var i in ready) _finish[i] = t;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var i in ready)
            {
                if (_finish[i] != t || Array.TrueForAll(_problem.Candidates[i].Requires, j => _finish[j] <= t)) continue;
                _finish[i] = int.MaxValue;
                changed = true;
            }
        }
    }

    private readonly record struct Job(int Candidate, int Slot);

    private readonly record struct Booking(int Job, int Period, double Ew, bool IsLast)
    {
        internal int Place { get; init; }
    }
}
