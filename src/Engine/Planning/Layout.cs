namespace Dais.Engine.Planning;

/// <summary>
/// Whether the work of given finishes fits, exactly: for each team a flow of work from initiatives through the periods
/// of their windows into capacity.
/// </summary>
/// <remarks>
/// The flow is a maximum one, by shortest augmenting paths on the few nodes of a team; where it leaves work over, the
/// initiatives that could still reach it are the ones that compete for too little capacity.
/// </remarks>
internal sealed class Layout
{
    /// <summary>Engineer-weeks that may be missing by rounding.</summary>
    internal const double Slack = 2e-6;

    private readonly Problem _problem;
    private readonly int[] _finishes;

    private Layout(Problem problem, int[] finishes) => (_problem, _finishes) = (problem, finishes);

    /// <summary>The pairs of candidate and team that compete where the work does not fit; empty where it does.</summary>
    internal static List<(int Candidate, int Team)> Misfits(Problem problem, int[] finishes)
    {
        var layout = new Layout(problem, finishes);
        var misfits = new List<(int, int)>();
        for (var team = 0; team < problem.Capacity.Length; team++) misfits.AddRange(layout.Flow(team, null).Select(i => (i, team)));
        return misfits;
    }

    /// <summary>Some layout that fits: work by candidate, its teams and period; none where there is none.</summary>
    internal static double[][][]? Any(Problem problem, int[] finishes)
    {
        var layout = new Layout(problem, finishes);
        var work = Empty(problem, finishes);
        for (var team = 0; team < problem.Capacity.Length; team++)
        {
            if (layout.Flow(team, work).Count > 0) return null;
        }

        return work;
    }

    /// <summary>No work: an array for each candidate, team of it and period.</summary>
    internal static double[][][] Empty(Problem problem, int[] finishes) =>
        [.. problem.Candidates.Select((c, i) => finishes[i] < 0 ? [] : c.Effort.Select(_ => new double[problem.Periods]).ToArray())];

    private List<int> Flow(int team, double[][][]? work)
    {
        var jobs = new List<(int Candidate, int Slot, double Ew, int First, int Last, double Pace)>();
        for (var i = 0; i < _finishes.Length; i++)
        {
            if (_finishes[i] < 0) continue;
            var effort = _problem.Candidates[i].Effort;
            for (var slot = 0; slot < effort.Length; slot++)
            {
                if (effort[slot].Team != team) continue;
                jobs.Add((i, slot, effort[slot].Ew, Evaluation.First(_problem, i, _finishes), _finishes[i], _problem.Candidates[i].Pace));
            }
        }

        jobs.Sort((a, b) => (a.Last, a.First, a.Candidate).CompareTo((b.Last, b.First, b.Candidate)));
        var flow = jobs.Select(_ => new double[_problem.Periods]).ToArray();
        var spare = (double[])_problem.Capacity[team].Clone();
        var left = jobs.Select(j => j.Ew).ToArray();
        for (var j = 0; j < jobs.Count; j++) Fill(jobs[j], flow[j], spare, ref left[j]);
        for (var j = 0; j < jobs.Count; j++)
        {
            while (left[j] > Slack && Augment(j, jobs, flow, spare, left))
            {
            }
        }

        if (work is not null)
        {
            for (var j = 0; j < jobs.Count; j++) flow[j].CopyTo(work[jobs[j].Candidate][jobs[j].Slot], 0);
        }

        var short_ = Enumerable.Range(0, jobs.Count).Where(j => left[j] > Slack).ToList();
        return short_.Count == 0 ? [] : [.. Competing(short_, jobs, flow).Select(j => jobs[j].Candidate)];
    }

    private static void Fill((int Candidate, int Slot, double Ew, int First, int Last, double Pace) job, double[] flow, double[] spare, ref double left)
    {
        for (var t = job.First; t <= job.Last && left > 0; t++)
        {
            var amount = Math.Min(left, Math.Min(job.Pace, spare[t]));
            flow[t] += amount;
            spare[t] -= amount;
            left -= amount;
        }
    }

    /// <summary>One path that brings more of job <paramref name="from"/> into spare capacity, moving others' work aside.</summary>
    private bool Augment(int from, List<(int Candidate, int Slot, double Ew, int First, int Last, double Pace)> jobs, double[][] flow, double[] spare, double[] left)
    {
        var periods = _problem.Periods;
        var periodFrom = Enumerable.Repeat(-1, periods).ToArray();
        var jobFrom = Enumerable.Repeat(-1, jobs.Count).ToArray();
        jobFrom[from] = periods;
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out var j))
        {
            for (var t = jobs[j].First; t <= jobs[j].Last; t++)
            {
                if (periodFrom[t] >= 0 || flow[j][t] >= jobs[j].Pace - 1e-12) continue;
                periodFrom[t] = j;
                if (spare[t] > 1e-12)
                {
                    Push(from, t, jobs, flow, spare, left, periodFrom, jobFrom);
                    return true;
                }

                for (var other = 0; other < jobs.Count; other++)
                {
                    if (jobFrom[other] >= 0 || flow[other][t] <= 1e-12) continue;
                    jobFrom[other] = t;
                    queue.Enqueue(other);
                }
            }
        }

        return false;
    }

    private static void Push(int from, int end, List<(int Candidate, int Slot, double Ew, int First, int Last, double Pace)> jobs, double[][] flow, double[] spare, double[] left, int[] periodFrom, int[] jobFrom)
    {
        var amount = Math.Min(spare[end], left[from]);
        for (var (t, j) = (end, periodFrom[end]); ; (t, j) = (jobFrom[j], periodFrom[jobFrom[j]]))
        {
            amount = Math.Min(amount, jobs[j].Pace - flow[j][t]);
            if (j == from) break;
            amount = Math.Min(amount, flow[j][jobFrom[j]]);
        }

        for (var (t, j) = (end, periodFrom[end]); ; (t, j) = (jobFrom[j], periodFrom[jobFrom[j]]))
        {
            flow[j][t] += amount;
            if (j == from) break;
            flow[j][jobFrom[j]] -= amount;
        }

        spare[end] -= amount;
        left[from] -= amount;
    }

    /// <summary>The jobs whose work stands in the way of those left over, and these themselves.</summary>
    private static HashSet<int> Competing(List<int> left, List<(int Candidate, int Slot, double Ew, int First, int Last, double Pace)> jobs, double[][] flow)
    {
        var reached = new HashSet<int>(left);
        var queue = new Queue<int>(left);
        while (queue.TryDequeue(out var j))
        {
            for (var t = jobs[j].First; t <= jobs[j].Last; t++)
            {
                if (flow[j][t] >= jobs[j].Pace - 1e-12) continue;
                for (var other = 0; other < jobs.Count; other++)
                {
                    if (flow[other][t] > 1e-12 && reached.Add(other)) queue.Enqueue(other);
                }
            }
        }

        return reached;
    }
}
