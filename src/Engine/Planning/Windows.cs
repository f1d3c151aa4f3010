namespace Dais.Engine.Planning;

/// <summary>
/// Narrows the periods in which each candidate can be finished, by what holds in every plan: its predecessors come
/// first, and it and all it stands on must fit into the capacity there is.
/// </summary>
/// <remarks>A candidate that no plan can choose ends with an empty window. Nothing that some plan allows is cut off.</remarks>
internal static class Windows
{
    private const double Slack = 1e-7;

    internal static void Tighten(Problem problem)
    {
        foreach (var candidate in problem.Candidates) TightenByOwnEffort(problem, candidate);
        Propagate(problem);
        TightenByClosure(problem);
        Propagate(problem);
    }

    /// <summary>Finished no earlier than its own work can be done, were it alone.</summary>
    private static void TightenByOwnEffort(Problem problem, Candidate candidate)
    {
        foreach (var (team, ew) in candidate.Effort)
        {
            var left = ew;
            var period = candidate.Earliest;
            while (period < problem.Periods && (left -= Math.Min(candidate.Pace, problem.Capacity[team][period])) > Slack) period++;
            candidate.MinFinish = Math.Max(candidate.MinFinish, period);
        }
    }

    /// <summary>f(i) ≥ f(j) + periods(i) after j, f(i) ≥ f(j) where it requires j; impossible where j is.</summary>
    private static void Propagate(Problem problem)
    {
        var candidates = problem.Candidates;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var candidate in candidates)
            {
                if (!candidate.Possible) continue;
                var first = candidate.MinFinish;
                foreach (var j in candidate.After) first = Math.Max(first, Earliest(candidates[j], candidate.Periods, problem.Periods));
                foreach (var j in candidate.Requires) first = Math.Max(first, Earliest(candidates[j], 0, problem.Periods));
                if (first == candidate.MinFinish) continue;
                candidate.MinFinish = first;
                changed = true;
            }
        }
    }

    private static int Earliest(Candidate before, int distance, int periods) => before.Possible ? before.MinFinish + distance : periods;

    /// <summary>Finished no earlier than the work of everything it stands on fits, team by team.</summary>
    private static void TightenByClosure(Problem problem)
    {
        var seen = new int[problem.Candidates.Length];
        var work = new double[problem.Capacity.Length];
        for (var i = 0; i < problem.Candidates.Length; i++)
        {
            var candidate = problem.Candidates[i];
            if (!candidate.Possible || candidate.After.Length + candidate.Requires.Length == 0) continue;
            Array.Clear(work);
            AddClosure(problem, i, i + 1, seen, work);
            for (var team = 0; team < work.Length; team++)
            {
                if (work[team] <= 0) continue;
                var left = work[team];
                var period = 0;
                while (period < problem.Periods && (left -= problem.Capacity[team][period]) > Slack) period++;
                candidate.MinFinish = Math.Max(candidate.MinFinish, period);
            }
        }
    }

    private static void AddClosure(Problem problem, int from, int mark, int[] seen, double[] work)
    {
        var open = new Stack<int>([from]);
        seen[from] = mark;
        while (open.TryPop(out var i))
        {
            var candidate = problem.Candidates[i];
            foreach (var (team, ew) in candidate.Effort) work[team] += ew;
            foreach (var j in candidate.After.Concat(candidate.Requires))
            {
                if (seen[j] == mark) continue;
                seen[j] = mark;
                open.Push(j);
            }
        }
    }
}
