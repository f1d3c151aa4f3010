namespace Dais.Engine.Planning.Lenses;

/// <summary>
/// What is known about the frontier between two values: the plans found, none better than another in both, and the
/// boxes that may still hold one that is better than all of them in one value at least.
/// </summary>
/// <remarks>
/// <para>
/// Invariant: every plan there is, is covered by a plan found (worth no more in either value, up to the resolution) or
/// lies in a box. Three sorts of news keep it true and make boxes smaller: a plan found covers all below and left of it;
/// a proof that a corner is empty cuts off all above and right of that corner; a bound on a weighted sum cuts off all
/// beyond a line. When no box is left, the frontier is exact.
/// </para>
/// <para>Source: the balanced box method of Boland, Charkhgard and Savelsbergh (2015), here with bounds from searches that were stopped.</para>
/// </remarks>
internal sealed class Region
{
    /// <summary>Values nearer than this, relative to the best of the axis, are one.</summary>
    private const double Resolution = 2e-6;

    private readonly List<Box> _boxes;
    private readonly List<Landmark> _found = [];
    private readonly Spot _best;

    /// <summary>All that lies between the least conceivable values and the bounds.</summary>
    internal Region(Spot least, Spot bound, Spot best)
    {
        _best = new(Math.Max(1, Math.Abs(best.Customer)), Math.Max(1, Math.Abs(best.Platform)));
        Slack = new(Resolution * _best.Customer, Resolution * _best.Platform);
        _boxes = [new(least, bound)];
    }

    /// <summary>The resolution on each axis.</summary>
    internal Spot Slack { get; }

    /// <summary>Where plans may still lie.</summary>
    internal IReadOnlyList<Box> Boxes => _boxes;

    /// <summary>The plans found, from the least customer value to the most.</summary>
    internal IReadOnlyList<Landmark> Found => _found;

    /// <summary>How much better than every plan found one that nobody has found may be in both values, relative to the best of each; 0 when exact.</summary>
    internal double Gap => _boxes.Select(GapOf).DefaultIfEmpty(0).Max();

    /// <summary>The least gap between the best corner of <paramref name="box"/> and a plan found.</summary>
    internal double GapOf(Box box) => _found
        .Select(f => Math.Max(0, Math.Max((box.High.Customer - f.At.Customer) / _best.Customer, (box.High.Platform - f.At.Platform) / _best.Platform)))
        .DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>Takes a plan, unless one found covers it; whether it was taken.</summary>
    internal bool Take(Landmark plan)
    {
        if (_found.Exists(f => plan.At.IsCoveredBy(f.At, Slack))) return false;
        _found.RemoveAll(f => f.At.IsCoveredBy(plan.At, default));
        _found.Insert(_found.Count(f => f.At.Customer < plan.At.Customer), plan);
        Recut(box => Without(box, plan.At));
        return true;
    }

    /// <summary>It is proven that no plan is worth more than <paramref name="corner"/> in both values.</summary>
    internal void CutCorner(Spot corner) => Recut(box =>
        corner.Customer >= box.High.Customer || corner.Platform >= box.High.Platform
            ? [box]
            : [box with { High = box.High with { Customer = corner.Customer } }, box with { High = box.High with { Platform = corner.Platform } }]);

    /// <summary>It is proven that no plan has more than <paramref name="bound"/> of that weighted sum.</summary>
    internal void CutLine(Weights weights, double bound)
    {
        if (!double.IsFinite(bound)) return;
        Recut(box => [box with
        {
            High = new(
                weights.Customer > 0 ? Math.Min(box.High.Customer, (bound - (weights.Platform * box.Low.Platform)) / weights.Customer) : box.High.Customer,
                weights.Platform > 0 ? Math.Min(box.High.Platform, (bound - (weights.Customer * box.Low.Customer)) / weights.Platform) : box.High.Platform),
        }]);
    }

    /// <summary>It is proven that this box holds nothing.</summary>
    internal void Close(Box box) => _boxes.Remove(box);

    /// <summary>What of a box the plan does not cover: the part with more customer value and the part with more platform value.</summary>
    private static IEnumerable<Box> Without(Box box, Spot plan) =>
        plan.Customer <= box.Low.Customer || plan.Platform <= box.Low.Platform
            ? [box]
            : [box with { Low = box.Low with { Customer = plan.Customer } }, box with { Low = box.Low with { Platform = plan.Platform } }];

    private void Recut(Func<Box, IEnumerable<Box>> cut)
    {
        var pieces = _boxes.SelectMany(cut).Where(IsWide).Distinct().ToList();
        _boxes.Clear();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (!pieces.Where((other, j) => j != i && other.Holds(pieces[i])).Any()) _boxes.Add(pieces[i]);
        }
    }

    /// <summary>Whether a plan in it would be told apart from those at its edges; a little above the resolution, for rounding.</summary>
    private bool IsWide(Box box) => box.High.Customer - box.Low.Customer > 1.5 * Slack.Customer && box.High.Platform - box.Low.Platform > 1.5 * Slack.Platform;
}

/// <summary>A plan found, and where it lies.</summary>
internal sealed record Landmark(Spot At, int[] Finishes);
