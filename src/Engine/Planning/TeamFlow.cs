namespace Dais.Engine.Planning;

/// <summary>The work of a candidate on a team, with the periods in which it may be done.</summary>
internal readonly record struct Job(int Candidate, int Slot, double Ew, int First, int Last, double Pace, bool Yields);

/// <summary>One team: how much of which job is done when.</summary>
/// <remarks>
/// Period by period the work that is due first is done first, which is a layout whenever there is one and nothing has a
/// pace (Horn 1974). What is left over then is brought in along shortest augmenting paths. Read backwards in time, the
/// same rule does everything as late as it can be.
/// </remarks>
internal sealed class TeamFlow
{
    private const double Dust = 1e-12;

    private readonly List<Job> _jobs;

    // Job j's work in period t stands at _flow[j][t - _offset[j]].
    private readonly double[][] _flow;
    private readonly int[] _offset;
    private readonly double[] _spare;
    private readonly double[] _left;
    private long _steps;

    private TeamFlow(List<Job> jobs, double[] spare, double[][]? write)
    {
        (_jobs, _spare) = (jobs, spare);
        _left = [.. jobs.Select(j => j.Ew)];
        _flow = write ?? [.. jobs.Select(j => new double[Math.Max(0, j.Last - j.First + 1)])];
        _offset = [.. jobs.Select(j => write is null ? j.First : 0)];
    }

    /// <summary>None of these jobs done yet, with that much capacity spare in each period, which is used up.</summary>
    /// <param name="jobs">What is to be done.</param>
    /// <param name="spare">Changed as work is put down.</param>
    /// <param name="write">Where the work of each job in each period is to be written; absent where only the answer matters.</param>
    internal static TeamFlow Of(List<Job> jobs, double[] spare, double[][]? write) => new(jobs, spare, write);

    /// <summary>A count of what was looked at, the same every time.</summary>
    internal long Steps => _steps + _jobs.Count + _spare.Length;

    /// <summary>From the first period on, what is due first.</summary>
    internal void FillForward()
    {
        var byFirst = Enumerable.Range(0, _jobs.Count).OrderBy(j => _jobs[j].First).ToArray();
        var open = new PriorityQueue<int, (int, int)>();
        var next = 0;
        for (var t = 0; t < _spare.Length; t++)
        {
            for (; next < byFirst.Length && _jobs[byFirst[next]].First <= t; next++) open.Enqueue(byFirst[next], (_jobs[byFirst[next]].Last, byFirst[next]));
            Serve(open, t, j => _jobs[j].Last >= t, j => (_jobs[j].Last, j));
        }
    }

    /// <summary>From the last period back, what may begin last; of equals, those that yield after the others.</summary>
    internal void FillBackward()
    {
        var byLast = Enumerable.Range(0, _jobs.Count).OrderByDescending(j => _jobs[j].Last).ToArray();
        var open = new PriorityQueue<int, (int, int)>();
        var next = 0;
        (int, int) Key(int j) => (-_jobs[j].First, _jobs[j].Yields ? j + _jobs.Count : j);
        for (var t = _spare.Length - 1; t >= 0; t--)
        {
            for (; next < byLast.Length && _jobs[byLast[next]].Last >= t; next++) open.Enqueue(byLast[next], Key(byLast[next]));
            Serve(open, t, j => _jobs[j].First <= t, Key);
        }
    }

    private void Serve(PriorityQueue<int, (int, int)> open, int t, Func<int, bool> inTime, Func<int, (int, int)> key)
    {
        List<int>? again = null;
        while (_spare[t] > Dust && open.TryDequeue(out var j, out _))
        {
            _steps++;
            if (!inTime(j)) continue;
            var amount = Math.Min(_left[j], Math.Min(_jobs[j].Pace, _spare[t]));
            _flow[j][t - _offset[j]] += amount;
            _spare[t] -= amount;
            _left[j] -= amount;
            if (_left[j] > 0) (again ??= []).Add(j);
        }

        if (again is null) return;
        foreach (var j in again) open.Enqueue(j, key(j));
    }

    /// <summary>Brings in what is _left over, moving other work aside; whether all of it could be.</summary>
    internal bool Complete()
    {
        var all = true;
        for (var j = 0; j < _jobs.Count; j++)
        {
            while (_left[j] > Layout.Slack && Augment(j))
            {
            }

            all &= _left[j] <= Layout.Slack;
        }

        return all;
    }

    /// <summary>One path that brings more of job <paramref name="from"/> into _spare capacity, moving others' work aside.</summary>
    private bool Augment(int from)
    {
        var periodFrom = Enumerable.Repeat(-1, _spare.Length).ToArray();
        var jobFrom = Enumerable.Repeat(-1, _jobs.Count).ToArray();
        jobFrom[from] = _spare.Length;
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out var j))
        {
            _steps += _jobs[j].Last - _jobs[j].First + 1;
            for (var t = _jobs[j].First; t <= _jobs[j].Last; t++)
            {
                if (periodFrom[t] >= 0 || _flow[j][t - _offset[j]] >= _jobs[j].Pace - Dust) continue;
                periodFrom[t] = j;
                if (_spare[t] > Dust)
                {
                    Push(from, t, periodFrom, jobFrom);
                    return true;
                }

                _steps += _jobs.Count;
                for (var other = 0; other < _jobs.Count; other++)
                {
                    if (jobFrom[other] >= 0 || Done(other, t) <= Dust) continue;
                    jobFrom[other] = t;
                    queue.Enqueue(other);
                }
            }
        }

        return false;
    }

    private void Push(int from, int end, int[] periodFrom, int[] jobFrom)
    {
        var amount = Math.Min(_spare[end], _left[from]);
        for (var (t, j) = (end, periodFrom[end]); ; (t, j) = (jobFrom[j], periodFrom[jobFrom[j]]))
        {
            amount = Math.Min(amount, _jobs[j].Pace - _flow[j][t - _offset[j]]);
            if (j == from) break;
            amount = Math.Min(amount, Done(j, jobFrom[j]));
        }

        for (var (t, j) = (end, periodFrom[end]); ; (t, j) = (jobFrom[j], periodFrom[jobFrom[j]]))
        {
            _flow[j][t - _offset[j]] += amount;
            if (j == from) break;
            _flow[j][jobFrom[j] - _offset[j]] -= amount;
        }

        _spare[end] -= amount;
        _left[from] -= amount;
    }

    /// <summary>The _jobs whose work stands in the way of those _left over, and these themselves.</summary>
    internal HashSet<int> Competing()
    {
        var reached = Enumerable.Range(0, _jobs.Count).Where(j => _left[j] > Layout.Slack).ToHashSet();
        var queue = new Queue<int>(reached);
        var seen = new bool[_spare.Length];
        while (queue.TryDequeue(out var j))
        {
            for (var t = _jobs[j].First; t <= _jobs[j].Last; t++)
            {
                if (seen[t] || _flow[j][t - _offset[j]] >= _jobs[j].Pace - Dust) continue;
                seen[t] = true;
                for (var other = 0; other < _jobs.Count; other++)
                {
                    if (Done(other, t) > Dust && reached.Add(other)) queue.Enqueue(other);
                }
            }
        }

        return reached;
    }

    private double Done(int j, int t) => t < _jobs[j].First || t > _jobs[j].Last ? 0 : _flow[j][t - _offset[j]];
}
