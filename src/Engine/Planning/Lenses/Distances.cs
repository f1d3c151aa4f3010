using System.Collections.Immutable;

namespace Dais.Engine.Planning.Lenses;

/// <summary>How far beyond plans found a box reaches: by how much a plan in it may be better than the nearest of them, in both values.</summary>
/// <remarks>
/// Better by d means: no more than d of the best of each value. Where no bound on a weighted sum cuts the box, its best
/// corner is the farthest. Where one does, no plan lies beyond its line, and the farthest place is where the line is as
/// far from one plan as from its neighbour, for the two for which that is least.
/// </remarks>
internal static class Distances
{
    /// <summary>How much better a plan in <paramref name="box"/> may be than the nearest plan found.</summary>
    /// <param name="box">The box.</param>
    /// <param name="plans">The plans, from the least customer value to the most.</param>
    /// <param name="unit">What distances are parts of.</param>
    /// <param name="lines">Bounds on weighted sums with both weights above 0.</param>
    internal static double To(Box box, ImmutableArray<Landmark> plans, Spot unit, ImmutableArray<Fact> lines)
    {
        var farthest = plans.Select(p => Beyond(box.High, p.At, unit)).DefaultIfEmpty(double.PositiveInfinity).Min();
        var cutting = lines.Where(line => line.Weights.Of(box.High) > line.Bound).ToList();
        if (cutting.Count == 0) return farthest;
        for (var k = 0; k <= plans.Length; k++)
        {
            Spot? a = k > 0 ? plans[k - 1].At : null, b = k < plans.Length ? plans[k].At : null;
            foreach (var line in cutting) farthest = Math.Min(farthest, OnLine(box, line, at => Math.Min(Beyond(at, a, unit), Beyond(at, b, unit)), a, b, unit));
        }

        return farthest;
    }

    /// <summary>The farthest place on a line that cuts the corner off: the least of a few straight ways up and down is highest at an end, or where two of them cross.</summary>
    private static double OnLine(Box box, Fact line, Func<Spot, double> nearer, Spot? a, Spot? b, Spot unit)
    {
        var top = box.High with { Customer = Math.Max(box.Low.Customer, (line.Bound - (line.Weights.Platform * box.High.Platform)) / line.Weights.Customer) };
        var end = box.High with { Platform = Math.Max(box.Low.Platform, (line.Bound - (line.Weights.Customer * box.High.Customer)) / line.Weights.Platform) };
        var ways = new List<(double From, double To)>();
        foreach (var plan in (Spot?[])[a, b])
        {
            if (plan is not { } p) continue;
            ways.Add(((top.Customer - p.Customer) / unit.Customer, (end.Customer - p.Customer) / unit.Customer));
            ways.Add(((top.Platform - p.Platform) / unit.Platform, (end.Platform - p.Platform) / unit.Platform));
        }

        var most = Math.Max(nearer(top), nearer(end));
        for (var i = 0; i < ways.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (apart, turn) = (ways[i].From - ways[j].From, ways[j].To - ways[j].From - (ways[i].To - ways[i].From));
                var at = Math.Abs(turn) < 1e-15 ? 0 : apart / turn;
                if (at is not (> 0 and < 1)) continue;
                most = Math.Max(most, nearer(new(top.Customer + (at * (end.Customer - top.Customer)), top.Platform + (at * (end.Platform - top.Platform)))));
            }
        }

        return most;
    }

    private static double Beyond(Spot at, Spot? plan, Spot unit) =>
        plan is { } p ? Math.Max(0, Math.Max((at.Customer - p.Customer) / unit.Customer, (at.Platform - p.Platform) / unit.Platform)) : double.PositiveInfinity;
}
