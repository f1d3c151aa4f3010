using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// Finds the indifference bands: for each bucket the least and the largest share of K among all plans under the policy
/// that reach a part of the optimum.
/// </summary>
/// <remarks>
/// Each end is a best plan of the planner's own formulation whose objective is the effort in the bucket, with one row
/// more: the value is at least that part of the best plan's. The bands are projections: not every combination of shares
/// inside them is a plan. The narrower band lies inside the wider one, so that the search for it begins there.
/// </remarks>
internal sealed class BandSearch(HeldSearch held, Search search, int[] best, double shortfall)
{
    private readonly Problem _problem = held.Problem;
    private readonly Dictionary<(int Bucket, double Part, int Sign), double> _bounds = [];

    /// <summary>Whether there can be bands: there is capacity, and the optimum is not below 0.</summary>
    internal bool Defined => _problem.Total > 0 && _problem.Judge(best) >= 0;

    /// <summary>Looks for one end: the least share with sign −1, the largest with 1.</summary>
    internal void Look(int bucket, double part, int sign)
    {
        var start = Known(bucket, part, sign);
        var (effort, outermost) = (Effort(start, bucket), Bound(bucket, part, sign));
        if (sign * (outermost - effort) <= Holds.Slack) return;
        var found = search.Maximise(Aim(bucket, sign, Least(part)), start);
        if (found.Finishes is { } finishes) held.Know(finishes);
        var bound = found.Status == PlanStatus.Optimal ? sign * found.Objective : found.Bound * sign;
        if (double.IsFinite(bound)) _bounds[(bucket, part, sign)] = Inner(sign, bound, outermost);
    }

    /// <summary>The band as far as it is known by now.</summary>
    internal IndifferenceBand Of(int bucket, double part) => new(_problem.Portfolio.Buckets[bucket].Id, part, End(bucket, part, -1), End(bucket, part, 1));

    private BandEnd End(int bucket, double part, int sign)
    {
        var known = Known(bucket, part, sign);
        var (effort, bound) = (Effort(known, bucket), Bound(bucket, part, sign));
        if (sign * (bound - effort) < 0) bound = effort;
        return new(effort / _problem.Total, bound / _problem.Total, _problem.Named(known));
    }

    /// <summary>How far out any plan can be: what was proven for this part or a smaller one, what is ordered, asked or allowed.</summary>
    private double Bound(int bucket, double part, int sign)
    {
        var outermost = sign < 0 ? Holds.OrderedIn(_problem, bucket) : Math.Min(_problem.Bands[bucket].Ceiling, Holds.AllIn(_problem, bucket));
        return _bounds.Where(b => b.Key.Bucket == bucket && b.Key.Sign == sign && b.Key.Part <= part).Select(b => b.Value).Aggregate(outermost, (a, b) => Inner(sign, a, b));
    }

    private static double Inner(int sign, double a, double b) => sign > 0 ? Math.Min(a, b) : Math.Max(a, b);

    private double Least(double part) => part * _problem.Judge(best);

    /// <summary>The plan known that is farthest out.</summary>
    private int[] Known(int bucket, double part, int sign) =>
        held.Plans.Where(p => p.Objective >= Least(part) && Allowed(p)).Select(p => p.Finishes).Prepend(best).MaxBy(f => sign * Effort(f, bucket))!;

    /// <summary>Whether a plan from elsewhere is one under the policy too.</summary>
    private bool Allowed((int[] Finishes, double Objective, double[] Effort) plan) =>
        HeldSearch.Keeps(plan.Effort, Holds.WithoutFloors(_problem)) && Evaluation.Shortfall(_problem, plan.Finishes) <= shortfall + 1e-6;

    private double Effort(int[] finishes, int bucket) => Evaluation.Effort(_problem, finishes)[bucket];

    private Aim Aim(int bucket, int sign, double least) => new("allocation", f =>
    {
        f.Model.AtLeast(least, f.ValueTerms(_problem.Weights));
        f.ClearObjective();
        foreach (var i in Holds.Members(_problem, bucket)) f.Model.SetWorth(f.Chosen(i)!.Value, sign * _problem.Candidates[i].Total);
    }, finishes => sign * Effort(finishes, bucket)) { Shortfall = shortfall, Tolerance = 1e-7 };
}
