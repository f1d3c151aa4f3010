namespace Dais.Engine.Planning.Robustness;

/// <summary>
/// The weights of two or three groups: a piece of a line or a triangle, and how much of it is best served by each of
/// some plans.
/// </summary>
/// <remarks>
/// A plan is a point u, what it is worth to each group; at weights w it is worth w·u. The weights at which p is best
/// among given plans are those with w·(u_p − u_q) ≥ 0 for every q: what is left of the region after cutting it along one
/// line for each other plan.
/// </remarks>
internal sealed class WeightCells(int groups, double least)
{
    private const double Dust = 1e-12;

    /// <summary>The corners of the region: all weights at their least but one.</summary>
    internal double[][] Corners { get; } =
    [
        .. Enumerable.Range(0, groups).Select(k => Enumerable.Range(0, groups).Select(g => g == k ? 1 - ((groups - 1) * least) : least).ToArray()),
    ];

    /// <summary>The corners of the part in which plan p is best among these; none where there is no such part.</summary>
    internal List<double[]> CellOf(int p, IReadOnlyList<double[]> plans)
    {
        var cell = Corners.ToList();
        for (var q = 0; q < plans.Count && cell.Count > 0; q++)
        {
            if (q != p) cell = Cut(cell, [.. plans[p].Zip(plans[q], (a, b) => a - b)]);
        }

        return cell;
    }

    /// <summary>The part of the whole region that the cell is, 0 … 1.</summary>
    internal double PartOf(List<double[]> cell) => Size(cell) / Size([.. Corners]);

    /// <summary>What lies on the side where w·d is at least 0 (Sutherland &amp; Hodgman 1974).</summary>
    private static List<double[]> Cut(List<double[]> cell, double[] d)
    {
        var kept = new List<double[]>();
        for (var c = 0; c < cell.Count; c++)
        {
            var (here, next) = (cell[c], cell[(c + 1) % cell.Count]);
            var (a, b) = (Times(here, d), Times(next, d));
            if (a >= -Dust) kept.Add(here);
            if ((a > Dust && b < -Dust) || (a < -Dust && b > Dust)) kept.Add([.. here.Zip(next, (x, y) => x + (a / (a - b) * (y - x)))]);
        }

        return kept;
    }

    private static double Size(List<double[]> cell)
    {
        if (cell.Count < 2) return 0;
        if (cell[0].Length == 2) return cell.Max(w => w[0]) - cell.Min(w => w[0]);
        var twice = 0.0;
        for (var c = 0; c < cell.Count; c++)
        {
            var (here, next) = (cell[c], cell[(c + 1) % cell.Count]);
            twice += (here[0] * next[1]) - (next[0] * here[1]);
        }

        return Math.Abs(twice) / 2;
    }

    internal static double Times(double[] w, double[] u)
    {
        var sum = 0.0;
        for (var g = 0; g < w.Length; g++) sum += w[g] * u[g];
        return sum;
    }
}
