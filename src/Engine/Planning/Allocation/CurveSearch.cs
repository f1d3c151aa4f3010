using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// Finds the response curve of a bucket: V_b(x), the most that any plan is worth in which the bucket gets at most x of K.
/// </summary>
/// <remarks>
/// <para>
/// V_b never falls, and is a step function: a plan found at x with an effort of e is a best plan for every x′ from e on up
/// to x. So points are looked for from the top down, and all points down to e are known at once; what is solved for is
/// only where the best plan of the point above does not fit any more. Over all buckets these are about as many points as
/// there are steps in the whole, however many buckets there are, because what the optimum gives to them sums to at most K.
/// </para>
/// <para>
/// Points lie every five per cent of K, and at the end; where the curve bends most, the interval is halved, a few times.
/// Below what is ordered there is no plan.
/// </para>
/// </remarks>
internal sealed class CurveSearch(HeldSearch held, Problem problem, int bucket, Func<double, Band[]> hold)
{
    internal const double Step = 0.05;
    private const double Finest = 0.0125;
    private const double Near = 1e-9;
    private const double Straight = 0.002;
    private const int MostExtra = 4;

    private readonly SortedDictionary<double, Found> _points = [];

    /// <summary>The points by rising share; each as far as the budget allows.</summary>
    internal ImmutableArray<CurvePoint> Run(Func<Func<Found>, Found> step)
    {
        foreach (var x in Grid().Reverse()) Look(x, step);
        for (var extra = 0; extra < MostExtra && !held.Budget.Over && Bend() is { } x; extra++) Look(x, step);
        return [.. _points.Select(p => new CurvePoint(Share.Of(p.Key), HeldSearch.Publish(problem, p.Value)))];
    }

    /// <summary>How many points are looked for at first.</summary>
    internal int Points => Grid().Count();

    /// <summary>Every five per cent up to where nothing more can come: its ceiling, or all that is asked in it.</summary>
    private IEnumerable<double> Grid()
    {
        var end = End;
        for (var k = 0; (k * Step) < end - Near; k++) yield return Math.Round(k * Step, 9);
        yield return end;
    }

    private double End => problem.Total <= 0 ? 0 : Math.Clamp(Math.Min(problem.Bands[bucket].Ceiling, Holds.AllIn(problem, bucket)) / problem.Total, 0, 1);

    private void Look(double x, Func<Func<Found>, Found> step) => _points[x] = Ordered(x)
        ? new(PlanStatus.Infeasible, null, double.NaN, double.NegativeInfinity, 0)
        : step(() => held.Best(hold(x)));

    /// <summary>Whether what is ordered in the bucket takes more than that.</summary>
    private bool Ordered(double x) => Holds.OrderedIn(problem, bucket) > (x * problem.Total) + Holds.Slack;

    /// <summary>The middle of the interval beside the sharpest bend; nothing where the curve is straight or fine enough.</summary>
    private double? Bend()
    {
        var known = _points.Where(p => p.Value.Finishes is not null).Select(p => (X: p.Key, V: p.Value.Objective)).ToList();
        if (known.Count < 2) return null;
        var height = Math.Max(known[^1].V - known[0].V, Near);
        var (best, at) = (Straight * height, (double?)null);
        for (var i = 1; i < known.Count; i++)
        {
            var width = known[i].X - known[i - 1].X;
            if (width < 2 * Finest - Near) continue;
            var rise = known[i].V - known[i - 1].V;
            var before = i > 1 ? (known[i - 1].V - known[i - 2].V) / (known[i - 1].X - known[i - 2].X) : rise / width;
            var after = i + 1 < known.Count ? (known[i + 1].V - known[i].V) / (known[i + 1].X - known[i].X) : 0;
            var bend = Math.Max(Math.Abs((rise / width) - before), Math.Abs((rise / width) - after)) * width;
            if (bend > best && rise > Near * Math.Max(1, Math.Abs(known[i].V))) (best, at) = (bend, Math.Round((known[i].X + known[i - 1].X) / 2, 9));
        }

        return at;
    }
}
