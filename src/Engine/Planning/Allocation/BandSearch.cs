using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// Finds the indifference bands: for each bucket the least and the largest share of K among all plans under the policy
/// that reach a part of the optimum.
/// </summary>
/// <remarks>
/// Each end is a best plan of the planner's own formulation whose objective is the effort in the bucket, with one row
/// more: the value is at least that part of the best plan's. The bands are projections: not every combination of shares
/// inside them is a plan. The narrower band lies inside the wider one, so that each begins where the other ended.
/// </remarks>
internal sealed class BandSearch(HeldSearch held, Search search, int[] best, double shortfall)
{
    private readonly Problem _problem = held.Problem;
    private readonly double _value = held.Problem.Judge(best);

    /// <summary>The bands of one bucket, for parts that rise; nothing where there is no capacity, or the optimum is below 0.</summary>
    internal IEnumerable<IndifferenceBand> Of(int bucket, double[] parts, Func<Func<Found>, Found> step)
    {
        if (_problem.Total <= 0 || _value < 0) yield break;
        var (low, high) = (Holds.OrderedIn(_problem, bucket), Math.Min(_problem.Bands[bucket].Ceiling, Holds.AllIn(_problem, bucket)));
        foreach (var part in parts)
        {
            var (least, leastBound) = End(bucket, part, -1, low, step);
            var (most, mostBound) = End(bucket, part, 1, high, step);
            (low, high) = (leastBound, mostBound);
            yield return new(IdOf(bucket), part, new(least / _problem.Total, leastBound / _problem.Total), new(most / _problem.Total, mostBound / _problem.Total));
        }
    }

    private Id<Bucket> IdOf(int bucket) => _problem.Portfolio.Buckets[bucket].Id;

    /// <summary>The effort at one end, and how far out it might be at most.</summary>
    private (double Found, double Bound) End(int bucket, double part, int sign, double outermost, Func<Func<Found>, Found> step)
    {
        var least = part * _value;
        var start = held.Plans.Where(p => p.Objective >= least && Allowed(p)).Select(p => p.Finishes).Append(best).MaxBy(f => sign * Effort(f, bucket))!;
        var known = Effort(start, bucket);
        if (sign * (outermost - known) <= Holds.Slack) return (known, known);
        var found = step(() => search.Maximise(Aim(bucket, sign, least), start));
        if (found.Finishes is { } finishes)
        {
            held.Know(finishes);
            if (sign * (Effort(finishes, bucket) - known) > 0) known = Effort(finishes, bucket);
        }

        var bound = found.Status == PlanStatus.Optimal ? known : double.IsFinite(found.Bound) ? Inner(sign, sign * found.Bound, outermost) : outermost;
        return (known, sign * (bound - known) < 0 ? known : bound);
    }

    private static double Inner(int sign, double a, double b) => sign > 0 ? Math.Min(a, b) : Math.Max(a, b);

    /// <summary>Whether a plan from elsewhere is one under the policy too.</summary>
    private bool Allowed((int[] Finishes, double Objective, double[] Effort) plan)
    {
        if (Evaluation.Shortfall(_problem, plan.Finishes) > shortfall + 1e-6) return false;
        for (var b = 0; b < plan.Effort.Length; b++)
        {
            if (plan.Effort[b] > _problem.Bands[b].Ceiling + Holds.Slack) return false;
        }

        return true;
    }

    private double Effort(int[] finishes, int bucket) => Evaluation.Effort(_problem, finishes)[bucket];

    private Aim Aim(int bucket, int sign, double least) => new("allocation", f =>
    {
        f.Model.AtLeast(least, f.ValueTerms(_problem.Weights));
        f.ClearObjective();
        foreach (var i in Holds.Members(_problem, bucket)) f.Model.SetWorth(f.Chosen(i)!.Value, sign * _problem.Candidates[i].Total);
    }, finishes => sign * Effort(finishes, bucket)) { Shortfall = shortfall, Tolerance = 1e-7 };
}
