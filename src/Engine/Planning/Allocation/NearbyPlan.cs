namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// A plan that keeps to floors and ceilings which a good plan does not keep to, found near that plan.
/// </summary>
/// <remarks>
/// Only the buckets that do not keep to them are planned anew, with what their initiatives stand on; everything else
/// stays where the good plan has it, or is given up. That is a small problem, and its answer is where a search goes on.
/// </remarks>
internal static class NearbyPlan
{
    private const double Slack = 1e-6;
    private const double NearlyAsGood = 0.9;

    /// <summary>The finishes of such a plan; none where none was found within the budget, or where nothing has to change.</summary>
    /// <param name="inside">The problem with its floors and ceilings.</param>
    /// <param name="plans">Plans that keep all rules but, perhaps, those; with objective and effort by bucket.</param>
    /// <param name="budget">The time and work there is.</param>
    internal static int[]? Find(Problem inside, IReadOnlyList<(int[] Finishes, double Objective, double[] Effort)> plans, Budget budget)
    {
        if (plans.Count == 0) return null;
        var most = plans.Max(p => p.Objective);
        var (model, _, effort) = plans.Where(p => p.Objective >= NearlyAsGood * most).MinBy(p => (Enumerable.Range(0, p.Effort.Length).Sum(b => Violation(inside, p.Effort, b)), -p.Objective));
        var buckets = Enumerable.Range(0, inside.Bands.Length).Where(b => Violation(inside, effort, b) > Slack).ToHashSet();
        if (buckets.Count == 0) return null;
        var free = WithAllBelow(inside, Enumerable.Range(0, model.Length).Where(i => buckets.Contains(inside.Candidates[i].Bucket)));
        var near = inside.With(inside.Capacity, [.. inside.Candidates.Select((c, i) => free.Contains(i) ? c : c.At(model[i]))], inside.Bands);
        var search = new Search(near, budget, null);
        search.Begin(0, true, []);
        return search.Maximise(search.Value with { AskAgain = false }, null).Finishes;
    }

    /// <summary>By how many engineer-weeks a bucket lies outside of its floor and ceiling.</summary>
    private static double Violation(Problem inside, double[] effort, int bucket) =>
        Math.Max(0, Math.Max(effort[bucket] - inside.Bands[bucket].Ceiling, inside.Bands[bucket].Floor - effort[bucket]));

    private static HashSet<int> WithAllBelow(Problem problem, IEnumerable<int> candidates)
    {
        var (below, open) = (new HashSet<int>(), new Stack<int>(candidates));
        while (open.TryPop(out var i))
        {
            if (!below.Add(i)) continue;
            foreach (var j in problem.Candidates[i].After.Concat(problem.Candidates[i].Requires)) open.Push(j);
        }

        return below;
    }
}
