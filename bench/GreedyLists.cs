using Dais.Engine.Planning;

namespace Dais.Bench;

/// <summary>
/// What a plain list gives: initiatives in one order, each with all it stands on as soon as capacity allows. The best of
/// a handful of orders that people use.
/// </summary>
/// <remarks>
/// By value; by value for effort (WSJF), its own or with its share of the use cases that need it; by the value and effort
/// of it with all it stands on; by effort, the small ones first; by how soon it can be done. A list keeps every hard
/// rule, and nothing is asked of it about the floors of buckets, so that it has more freedom than the planner.
/// </remarks>
internal static class GreedyLists
{
    /// <summary>The objective of the best of them, and which it is; none where no list keeps what is promised.</summary>
    internal static (double Value, string Order)? Best(Problem problem)
    {
        var best = Orders(problem).Select(o => (Value: Worth(problem, o.Order), o.Name)).MaxBy(o => o.Value);
        return double.IsFinite(best.Value) ? best : null;
    }

    private static double Worth(Problem problem, IEnumerable<int> order) =>
        ListSchedule.Build(problem, order) is { } finishes ? Evaluation.Objective(problem, finishes, problem.Weights) : double.NegativeInfinity;

    private static IEnumerable<(string Name, IEnumerable<int> Order)> Orders(Problem problem)
    {
        var candidates = problem.Candidates;
        var own = candidates.Select(c => c.Possible ? Problem.WorthOf(c, c.MinFinish, problem.Weights) : 0).ToArray();
        var shared = WithShares(problem, own);
        var (worth, effort) = WithAllBelow(problem, shared);
        IEnumerable<int> By(Func<int, double> key) => Enumerable.Range(0, candidates.Length).Where(i => candidates[i].Possible && worth[i] > 0).OrderByDescending(key).ThenBy(i => i);
        yield return ("value", By(i => shared[i]));
        yield return ("own value for effort", By(i => own[i] / Math.Max(candidates[i].Total, 1e-6)));
        yield return ("value for effort", ListSchedule.ByValueForEffort(problem));
        yield return ("value for effort with all it stands on", By(i => worth[i] / Math.Max(effort[i], 1e-6)));
        yield return ("least effort", By(i => -effort[i]));
        yield return ("soonest", By(i => -candidates[i].MinFinish + (1e-6 * worth[i] / Math.Max(effort[i], 1e-6))));
    }

    private static double[] WithShares(Problem problem, double[] own)
    {
        var shared = (double[])own.Clone();
        foreach (var goal in problem.Goals)
        {
            var needs = goal.Initiatives.Concat(goal.Steps.SelectMany(s => problem.Steps[s].Raisers)).Distinct().ToList();
            foreach (var i in needs) shared[i] += problem.Weights.Customer * goal.Full / needs.Count;
        }

        return shared;
    }

    private static (double[] Worth, double[] Effort) WithAllBelow(Problem problem, double[] shared)
    {
        var (worth, effort) = (new double[shared.Length], new double[shared.Length]);
        for (var i = 0; i < shared.Length; i++)
        {
            var seen = new HashSet<int> { i };
            var open = new Stack<int>([i]);
            while (open.TryPop(out var j))
            {
                worth[i] += shared[j];
                effort[i] += problem.Candidates[j].Total;
                foreach (var before in problem.Candidates[j].After.Concat(problem.Candidates[j].Requires))
                {
                    if (seen.Add(before)) open.Push(before);
                }
            }
        }

        return (worth, effort);
    }
}
