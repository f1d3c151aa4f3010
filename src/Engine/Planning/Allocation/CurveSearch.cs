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
internal sealed class CurveSearch(HeldSearch held, int bucket)
{
    internal const double Step = 0.05;
    internal const int MostExtra = 4;

    private const double Finest = 0.0125;
    private const double Near = 1e-9;
    private const double Straight = 0.002;

    private readonly Problem _problem = held.Problem;
    private readonly SortedSet<double> _extra = [];

    /// <summary>Every five per cent up to where nothing more can come: its ceiling, or all that is asked in it; from there down.</summary>
    internal IEnumerable<double> Grid()
    {
        var end = _problem.Total <= 0 ? 0 : Math.Clamp(Math.Min(_problem.Bands[bucket].Ceiling, Holds.AllIn(_problem, bucket)) / _problem.Total, 0, 1);
        yield return end;
        for (var k = (int)Math.Ceiling((end - Near) / Step) - 1; k >= 0; k--) yield return Math.Round(k * Step, 9);
    }

    /// <summary>Looks for the best plan with at most that share.</summary>
    internal void Look(double x)
    {
        if (!Ordered(x)) held.Best(Holds.Curve(_problem, bucket, x));
    }

    /// <summary>Looks at the middle of the interval beside the sharpest bend; nothing where the curve is straight or fine enough.</summary>
    internal void LookCloser()
    {
        if (Bend() is not { } x) return;
        _extra.Add(x);
        Look(x);
    }

    /// <summary>The points by rising share, as far as they are known by now.</summary>
    internal ImmutableArray<CurvePoint> Points =>
        [.. Grid().Concat(_extra).Order().Select(x => new CurvePoint(Share.Of(x), HeldSearch.Publish(_problem, At(x))))];

    private Found At(double x) => Ordered(x) ? HeldSearch.None : held.Known(Holds.Curve(_problem, bucket, x));

    /// <summary>Whether what is ordered in the bucket takes more than that.</summary>
    private bool Ordered(double x) => Holds.OrderedIn(_problem, bucket) > (x * _problem.Total) + Holds.Slack;

    private double? Bend()
    {
        var known = Grid().Concat(_extra).Order().Select(x => (X: x, At: At(x))).Where(p => p.At.Status == PlanStatus.Optimal).Select(p => (p.X, V: p.At.Objective)).ToList();
        if (known.Count < 2) return null;
        var (best, at) = (Straight * Math.Max(known[^1].V - known[0].V, Near), (double?)null);
        for (var i = 1; i < known.Count; i++)
        {
            var (width, rise) = (known[i].X - known[i - 1].X, known[i].V - known[i - 1].V);
            if (width < (2 * Finest) - Near || rise <= Near * Math.Max(1, Math.Abs(known[i].V))) continue;
            var before = i > 1 ? (known[i - 1].V - known[i - 2].V) / (known[i - 1].X - known[i - 2].X) : rise / width;
            var after = i + 1 < known.Count ? (known[i + 1].V - known[i].V) / (known[i + 1].X - known[i].X) : 0;
            var bend = Math.Max(Math.Abs((rise / width) - before), Math.Abs((rise / width) - after)) * width;
            if (bend > best) (best, at) = (bend, Math.Round((known[i].X + known[i - 1].X) / 2, 9));
        }

        return at;
    }
}
