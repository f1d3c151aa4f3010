namespace Dais.Engine.Planning.Lenses;

/// <summary>Which points some weighting makes best: those on the upper right hull.</summary>
internal static class Hull
{
    private const double Near = 1e-9;

    /// <summary>For each of the points, which run from the least customer value to the most with falling platform value, whether it lies on the hull.</summary>
    internal static bool[] Of(Spot[] points)
    {
        var hull = new List<int>();
        for (var i = 0; i < points.Length; i++)
        {
            while (hull.Count > 1 && Below(points[hull[^2]], points[hull[^1]], points[i])) hull.RemoveAt(hull.Count - 1);
            hull.Add(i);
        }

        return [.. points.Select((_, i) => hull.Contains(i))];
    }

    /// <summary>Whether <paramref name="middle"/> lies below the line through the others.</summary>
    private static bool Below(Spot left, Spot middle, Spot right)
    {
        var turn = ((middle.Customer - left.Customer) * (right.Platform - left.Platform)) - ((middle.Platform - left.Platform) * (right.Customer - left.Customer));
        return turn > Near * Math.Max(1, Math.Abs(right.Customer - left.Customer) * Math.Abs(right.Platform - left.Platform));
    }
}
